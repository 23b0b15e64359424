# One name for each thing people do here; plain `make` lists them, CI calls the same ones.
# Every target makes its own .venv from the hash-pinned requirements/ first.

PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
UV ?= uv
COOLDOWN ?= 1 week

BIN := .venv/bin
APP := .venv/.installed-app
DEV := .venv/.installed-dev

# --no-deps: the lock is the whole closure, and pip's resolver stumbles over extras when hashes are required.
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps
LOCK = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --exclude-newer "$(COOLDOWN)" --custom-compile-command "make lock" $(ARGS)
CHECKS := "ruff check" "ruff format --check" "mypy" "lint-imports"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-after up test coverage slow pythons check fix bench chaos grown canary docs lock clean

help: ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(APP) ## 用虚构数据完整演示一届评选；KEEP=1 演示后保持运行；PLAIN=1 只用 Prefect 自带的服务和工作进程
	@$(BIN)/zhijiang demo $(if $(KEEP),--keep) $(if $(PLAIN),--plain) $(ARGS)

demo-after: $(APP) ## 接着 demo 演示授奖后的三年；KEEP=1 演示后保持运行
	@$(BIN)/zhijiang demo-after $(if $(KEEP),--keep) $(ARGS)

up: $(APP) ## 启动服务并保持运行（仅本机可访问）；PLAIN=1 只用 Prefect 自带的服务和工作进程
	@$(BIN)/zhijiang up $(if $(PLAIN),--plain) $(ARGS)

test: $(DEV) ## 运行测试，并要求 rules/ 的分支全部测到；ARGS="-k draw" 可选择其中一部分
ifdef ARGS
	@$(BIN)/pytest $(ARGS)
else
	@$(BIN)/coverage run --source=rules -m pytest tests/rules
	@$(BIN)/coverage report --fail-under=100
	@$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --ignore=tests/rules
endif

coverage: $(DEV) ## 列出测试本身的进程里没有测到的行和分支，并要求 rules/ 的全部测到；比 make test 慢得多
	@code=0; $(BIN)/coverage run -m pytest $(ARGS) || code=$$?; $(BIN)/coverage report && exit $$code
ifndef ARGS
	@$(BIN)/coverage report --include="rules/*" --fail-under=100
endif

slow: $(DEV) ## 运行要好几分钟的检验；ARGS=tests/chaos 可选择其中一部分
	@$(BIN)/pytest -m long $(ARGS)

pythons: ## 在装有的每个 Python（3.11、3.12、3.13）上运行不靠服务的测试，没有装的说明跳过
	@.ci/pythons $(ARGS)

check: $(DEV) ## 检查代码：风格、格式、类型、导入方向
	@failed=""; \
	for tool in $(CHECKS); do \
		echo "== $$tool"; \
		$(BIN)/$$tool || failed="$$failed [$$tool]"; \
	done; \
	if [ -n "$$failed" ]; then echo "make check: 未通过：$$failed"; exit 1; fi; \
	echo "make check: 全部通过"

fix: $(DEV) ## 自动修正风格和格式
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

bench: $(DEV) ## 与同类系统并排测量速度，写成 docs/performance.md；ARGS=--quick 只作粗测，不改文档
ifdef ARGS
	@$(BIN)/python -m benchmarks $(ARGS)
else
	@code=0; $(BIN)/python -m benchmarks || code=$$?; $(BIN)/python -m benchmarks.page && exit $$code
endif

chaos: $(DEV) ## 反复强行结束各进程，与未受干扰的一届比较，写入 var/chaos；N=200 为次数
	@$(BIN)/python -m chaos $(N)

canary: $(DEV) ## 用最新的 Prefect 核对我们倚靠它内部的几处，环境在 var/canary；ARGS=--pre 连同预发布的
	@$(BIN)/python -m tests.canary $(ARGS)

grown: $(DEV) ## 在多台机器的布置上演示一届，各进程依次强行结束后比较，写入 var/grown；CITIES=3 为几个城市同时进行，SMALL=1 为少量材料
	@$(BIN)/python -m grown $(if $(CITIES),--cities $(CITIES)) $(if $(SMALL),--small) $(ARGS)

docs: $(DEV) ## 重新生成 docs/ 中由源文件得出的页面
	@$(BIN)/python -m notifications.preview
	@$(BIN)/python -m tests.rules.articles
	@$(BIN)/python -m examples.make_paper_pages

lock: ## 重新锁定依赖（需要 uv）；ARGS=--upgrade 换用新版本，发布不满一周的不用
	@$(UV) --version >/dev/null 2>&1 || { echo "make lock 需要 uv：请先安装，或用 UV=… 指明位置。" >&2; exit 2; }
	@$(LOCK) --group build -o requirements/app.txt
	@$(LOCK) --group build --extra grown -o requirements/grown.txt
	@$(LOCK) --group build --extra grown --group dev -o requirements/dev.txt

clean: ## 删除缓存和演示产物；保留 .venv 和正式数据 var/zhijiang
	@rm -rf var/demo var/bench var/chaos var/canary var/grown build dist site htmlcov .coverage \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -path ./.venv -prune -o -type d -name __pycache__ -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -m venv .venv

$(APP): requirements/app.txt pyproject.toml | $(BIN)/python
	@echo "正在安装运行环境 .venv，只在首次和更新后需要，约几分钟……"
	@$(INSTALL) --require-hashes -r requirements/app.txt
	@echo "正在安装质奖……"
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "正在安装开发环境 .venv，只在首次和更新后需要，约几分钟……"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-build-isolation --editable .
	@touch $(APP) $@
