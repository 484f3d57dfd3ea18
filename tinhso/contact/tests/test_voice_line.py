"""A call placed by a separate tool is answered, announced, recorded and told of."""

import asyncio
import socket
from pathlib import Path

import pytest

from tinhso.contact.gateways.voice.line import LineSettings, VoiceLine
from tinhso.contact.gateways.voice.sound import AnnouncementUnfit, read_announcement
from tinhso.contact.gateways.voice.spool import Spool
from tinhso.contact.tests.telephony import TONE_HERTZ, Ear, call, share_of_tone, tone, write_wav


def free_port() -> int:
    """Give a free UDP port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def line_settings(folder: Path, site_url: str, **changed: object) -> LineSettings:
    """Give a line with a short announcement."""
    usual: dict[str, object] = {
        "site_url": site_url,
        "key": "test-only",
        "spool": folder / "spool",
        "announcement": write_wav(folder / "hello.wav", tone(440, 0.2)),
        "port": free_port(),
        "rtp_ports": (17_000, 17_100),
    }
    return LineSettings(**{**usual, **changed})  # type: ignore[arg-type] # values of many kinds


async def answered(chosen: LineSettings, folder: Path, calls: int) -> None:
    """Run the line while SIPp calls it."""
    line = VoiceLine(chosen)
    await line.start()
    try:
        await call(folder, chosen.port, calls)
        await asyncio.sleep(0.3)
    finally:
        await line.stop()


@pytest.mark.slow
def test_four_calls_at_once_are_answered_recorded_and_told(tmp_path: Path) -> None:
    ear = Ear()

    asyncio.run(answered(line_settings(tmp_path, ear.url), tmp_path, 4))
    ear.stop()

    assert sorted(ear.events()) == sorted(["newCall", "answer", "hangup", "recording"] * 4)
    assert {one["from"].partition("@")[0] for one in ear.heard if "from" in one} == {
        "sip:0912345678"
    }
    for number, content in enumerate(ear.recordings):
        kept = tmp_path / f"{number}.wav"
        kept.write_bytes(content)
        assert share_of_tone(kept, TONE_HERTZ) > 0.8
    assert not list((tmp_path / "spool").glob("*.json"))


@pytest.mark.slow
def test_calls_beyond_the_most_hear_busy_and_are_told_as_missed(tmp_path: Path) -> None:
    ear = Ear()

    with pytest.raises(AssertionError):
        asyncio.run(answered(line_settings(tmp_path, ear.url, most_calls=1), tmp_path, 2))
    ear.stop()

    causes = [one["cause"] for one in ear.heard if one["event"] == "hangup"]
    assert sorted(causes) == ["busy", "normalClearing"]


@pytest.mark.slow
def test_what_the_site_cannot_take_is_kept_and_told_later(tmp_path: Path) -> None:
    ear = Ear(status=503)
    chosen = line_settings(tmp_path, ear.url)
    asyncio.run(answered(chosen, tmp_path, 1))
    assert len(list(chosen.spool.glob("*.json"))) == 4

    async def told_later() -> None:
        line = VoiceLine(chosen)
        await line.start()
        await line.stop()

    ear.status = 200
    asyncio.run(told_later())
    ear.stop()

    assert ear.events() == ["newCall", "answer", "hangup", "recording"]


def test_recording_of_a_killed_line_is_finished_at_the_next_start(tmp_path: Path) -> None:
    before = Spool(tmp_path)
    live = before.open_recording("a", {"callId": "a", "from": "0912345678"})
    live.write_bytes(tone(440, 0.5) + b"\x01")

    waiting = list(Spool(tmp_path).waiting())

    assert [one.fields["event"] for one in waiting] == ["hangup", "recording"]
    assert waiting[0].fields["cause"] == "congestion"
    assert waiting[1].recording is not None
    assert share_of_tone(waiting[1].recording, 440) > 0.9


def test_notice_the_site_refuses_is_put_aside(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.add({"event": "newCall"})

    spool.refused(next(spool.waiting()))

    assert list(spool.waiting()) == []
    assert len(list((tmp_path / "refused").iterdir())) == 1


def test_announcement_of_the_province_can_be_played() -> None:
    samples = read_announcement(Path("provinces/binh_phuoc/contact/announcement.wav"))

    assert 5 < len(samples) / 16_000 < 40


@pytest.mark.parametrize("content", [b"", b"RIFFxxxx"])
def test_announcement_of_another_form_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)

    with pytest.raises(AnnouncementUnfit):
        read_announcement(path)
