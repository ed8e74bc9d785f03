from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.errors import SettingsError
from bot.settings import Settings, read_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
NAMES = [name.upper() for name in Settings.__struct_fields__]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def written(text: str | bytes) -> Path:
    file = Path(".env")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_the_example_names_every_setting_in_order() -> None:
    assert list(dotenv_values(EXAMPLE)) == NAMES


def test_the_example_holds_the_defaults() -> None:
    assert read_settings(EXAMPLE) == read_settings(Path("none")) == Settings()


def test_the_example_says_a_word_on_each() -> None:
    blocks = EXAMPLE.read_text().split("\n\n")
    assert all(block.lstrip().startswith("#") for block in blocks)


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    file = written("COACH_DATA_DIR=here\nLOG_LEVEL=debug\nCOACH_TIMEZONE=Europe/Berlin\n")
    monkeypatch.setenv("COACH_DATA_DIR", "there")
    # Set to nothing, as some runners do with all they know: not set.
    monkeypatch.setenv("COACH_TIMEZONE", " ")
    settings = read_settings(file)
    assert (settings.coach_data_dir, settings.log_level) == ("there", "debug")
    assert settings.folder == Path("there")


@pytest.mark.parametrize(
    "text",
    [
        "export WEBHOOK_PORT=80",
        "WEBHOOK_PORT='80'",
        'WEBHOOK_PORT = "80"  # the port',
        "\ufeffWEBHOOK_PORT=80",
        "# größer\r\nWEBHOOK_PORT=80\r\n",
        "WEBHOOK_PORT= 80 ",
        "SOMEBODY_ELSES=1\nNOT_SET\nWEBHOOK_PORT=80",
    ],
)
def test_files_as_editors_and_people_write_them(text: str) -> None:
    assert read_settings(written(text)).webhook_port == 80


def test_a_folder_of_ones_own() -> None:
    assert read_settings(written("COACH_DATA_DIR=~/coach")).folder == Path.home() / "coach"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("LOG_LEVEL=LOUD", "LOG_LEVEL: write one of DEBUG, INFO"),
        ("COACH_TIMEZONE=Berlin", "COACH_TIMEZONE: write a zone such as"),
        ("COACH_TIMEZONE=Europe", "COACH_TIMEZONE: write a zone such as"),
        ("COACH_TIMEZONE=../../etc/passwd", "COACH_TIMEZONE: write a zone such as"),
        ("COACH_DATA_DIR=~nobody-of-that-name/x", "COACH_DATA_DIR: write a folder"),
        ("TELEGRAM_BASE_URL=api.telegram.org", "TELEGRAM_BASE_URL: write an address"),
        ("TELEGRAM_BASE_URL=https://", "TELEGRAM_BASE_URL: write an address"),
        ("TELEGRAM_BASE_URL=http://[::1", "TELEGRAM_BASE_URL: write an address"),
        ("TELEGRAM_BASE_URL=http://host:port", "TELEGRAM_BASE_URL: write an address"),
        ("WEBHOOK_PORT=https", "WEBHOOK_PORT: write a whole number"),
        ("WEBHOOK_PORT=84.5", "WEBHOOK_PORT: write a whole number"),
        ("WEBHOOK_PORT=0", "WEBHOOK_PORT: write a number from 1"),
        ("WEBHOOK_PORT=65536", "WEBHOOK_PORT: write a number from 1"),
        ("WEBHOOK_URL=coach.example\nWEBHOOK_SECRET=12345678", "WEBHOOK_URL: write an address"),
        ("WEBHOOK_URL=https://coach.example", "WEBHOOK_SECRET: write 8 to 256 letters"),
        ("WEBHOOK_URL=https://c.example\nWEBHOOK_SECRET=short", "WEBHOOK_SECRET: write 8"),
        ("WEBHOOK_URL=https://c.example\nWEBHOOK_SECRET=größer-als-8", "WEBHOOK_SECRET: write"),
        (f"WEBHOOK_URL=https://c.example\nWEBHOOK_SECRET={'x' * 257}", "WEBHOOK_SECRET: write"),
        ("LOG_LEVEL=INFO\n'COACH", ".env: line 2 is not in the form NAME=value"),
        (b"LOG_LEVEL=\xe4\n", ".env: save it as plain text"),
    ],
)
def test_a_wrong_setting_says_how_to_mend_it(text: str | bytes, mend: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(written(text))
    assert str(caught.value).startswith(mend)
    assert "\n" not in str(caught.value)
    assert str(caught.value) == f"{caught.value.name}: {caught.value.mend}"


def test_a_folder_in_the_files_place() -> None:
    Path(".env").mkdir()
    with pytest.raises(SettingsError, match="save it as plain text"):
        read_settings()
