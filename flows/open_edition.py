"""Opening an edition: policy and criteria are pinned, the chair confirms them and the committee.

The schedule runs this with nothing filled in: the next number, the present year, the pack of the
settings, as often as that pack says.
"""

from prefect.exceptions import Pause
from prefect.runtime import flow_run as this_run

from flows.ending import Ending, after_gate
from flows.gate import pass_gate
from flows.ordering import office_flow
from models.gate import Outcome, gate_at
from runtime.prefect_api import set_state, sleep_state
from tasks.course import start_stage
from tasks.office import first_stage, is_ready_to_confirm, pin_edition
from tasks.waiting import far_away


@office_flow("open-edition", "开启新一届评选", waits=True, has_schedule=True)
def open_edition(
    届次: int = 0,
    年度: int = 0,
    政策包: str = "",
    抽签公开数来源: str = "",
) -> Ending:
    """开启一届评选：固定政策与评审标准，由主任委员确认本届取值和评审委员会组成后发出申报通知。

    Args:
        届次: 第几届；0 为上一届加一
        年度: 获奖年度；0 为今年
        政策包: policies/ 下的名称；不填则用本系统设定的一个
        抽签公开数来源: 事先指定、抽签前尚不存在的公开数；不填即政策包所定
    """
    run_id = str(this_run.id)
    edition = pin_edition(届次, 年度, 政策包, 抽签公开数来源, run_id)
    if not is_ready_to_confirm(edition):
        asleep = sleep_state(far_away(), "等待导入评审委员会名单")
        set_state(run_id, asleep)
        raise Pause(state=asleep)
    outcome = pass_gate(gate_at(f"{edition}/edition/{run_id[:8]}"))
    if outcome is Outcome.APPROVED:
        start_stage(edition, first_stage(edition), 1)
    return after_gate(outcome, f"第{edition}届已开启。")
