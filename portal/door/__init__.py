"""Who comes in: hosts and origins, cookies, logins by mail, code and passkey, invitations."""
