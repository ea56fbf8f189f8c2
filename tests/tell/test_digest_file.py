"""The digest's page in its Slack thread: where the app may, once, and never at the message's expense."""

from __future__ import annotations

from dataclasses import replace

from monitor.tell.settings import SlackSettings
from monitor.tell.slack import SlackChannel
from tests.support.slack import TOKEN, Fault, SlackServer, Trouble
from tests.support.slack_workspace import SCOPES, Json
from tests.tell.samples import digest_notice

PAGE = "<!DOCTYPE html><title>The week</title>"
NOTICE = replace(digest_notice(), html=PAGE)


class SlackWithFiles(SlackServer):
    """A Slack that takes files, too."""

    def answer(self, method: str, arguments: Json, token: str) -> tuple[Json, Fault | None]:
        """Where to upload to, the upload itself, and its end."""
        if not method.startswith(("files.", "upload/")):
            return super().answer(method, arguments, token)
        self.requests.append((method, arguments))
        fault = self._next_fault(method)
        if fault is not None:
            return {"ok": False, "error": fault.code}, fault
        if method == "files.getUploadURLExternal":
            return {"ok": True, "file_id": "F1", "upload_url": f"{self.api_url}upload/F1"}, None
        return {"ok": True, "files": [{"id": "F1"}]}, None


def sends(server: SlackServer) -> None:
    name = f"slack:#{server.channels[0].name}"
    channel = SlackChannel(name, SlackSettings(token=TOKEN, api_url=server.api_url), sleep=lambda _: None)
    channel.send(NOTICE)


def file_calls(server: SlackServer) -> list[str]:
    return [name for name, _ in server.requests if name.startswith(("files.", "upload/"))]


def test_the_page_stands_in_the_thread_where_the_app_may_put_files() -> None:
    with SlackWithFiles(scopes=SCOPES | {"files:write"}) as server:
        sends(server)
        (end,) = server.called("files.completeUploadExternal")
        (asked,) = server.called("files.getUploadURLExternal")
        (root,) = server.roots
    assert file_calls(server) == [
        "files.getUploadURLExternal",
        "upload/F1",
        "files.completeUploadExternal",
    ]
    assert (end["channel_id"], end["thread_ts"]) == (server.channels[0].id, root["ts"])
    assert (asked["filename"], asked["length"]) == ("ofsted-digest-2026-W46.html", str(len(PAGE)))


def test_without_the_scope_no_file_is_tried() -> None:
    with SlackWithFiles() as server:
        sends(server)
    assert file_calls(server) == []
    assert len(server.roots) == 1


def test_a_file_that_fails_costs_nothing_and_is_not_tried_again() -> None:
    for trouble in (Trouble.ERROR, Trouble.LOST, Trouble.SERVER_ERROR, Trouble.RATE_LIMITED):
        with SlackWithFiles(scopes=SCOPES | {"files:write"}) as server:
            server.fail("files.getUploadURLExternal", Fault(trouble))
            sends(server)
        assert file_calls(server) == ["files.getUploadURLExternal"]
        assert len(server.roots) == 1
