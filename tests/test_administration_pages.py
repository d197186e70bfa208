"""The administrator's pages and one's own account, without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from etl.database import Database
from etl.people import passwords
from etl.people.accounts import Scope, SignInRefused, authenticate, create_account, get_account
from etl.safekeeping.kept_backups import backups_folder
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.test_pages import chinese, offered, said, served, visit, wrongs
from tests.tiny_city import PLAN, tiny_database


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The tiny city as the process's database, with an administrator and a reporter."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    use_language("zh")
    made = tiny_database(tmp_path)
    with made.writing() as cursor:
        create_account(cursor, "admin", "Admin", Role.ADMIN, "correct horse 42")
        create_account(cursor, "li", "李小燕", Role.REPORTER, "correct horse 43", [Scope(PLAN, "north", "water")])
    made.close()
    yield from served(made.path)


def fill(script: Any, label: str, value: Any) -> None:
    """Fills in the field that says `label`."""
    fields = [*script.text_input, *script.selectbox, *script.multiselect, *script.checkbox]
    (field,) = [one for one in fields if one.label == chinese(label)]
    field.set_value(value)


def press(script: Any, label: str, **values: object) -> Any:
    """The page after the button that says `label` was pressed."""
    (button,) = [one for one in script.button if one.label == chinese(label, **values)]
    return button.click().run()


def rows(script: Any) -> list[str]:
    """The cells of the page's first table, a text per line."""
    (body, *_others) = re.findall(r"<tbody>(.*?)</tbody>", said(script))
    lines = (re.findall(r"<td[^>]*>(.*?)</td>", line) for line in body.split("</tr>") if line)
    return [" | ".join(re.sub("<[^>]+>", "", cell) for cell in line) for line in lines]


def test_the_list_of_accounts(database: Database) -> None:
    script = visit("admin", "accounts")
    assert wrongs(script) == []
    assert rows(script) == [
        "admin | Admin | 管理员 | – | – | 从未 | ● 使用中",
        "li | 李小燕 | 报送员 | 小城 · 北镇 · 水务局 | – | 从未 | ● 使用中",
    ]


def test_an_account_is_made_with_a_password_shown_once(database: Database) -> None:
    script = visit("admin", "accounts")
    fill(script, "Account name", "wang")
    fill(script, "Person or office", "王五")
    fill(script, "Reports for (reporters only)", [f"{PLAN}:north:", f"{PLAN}::water"])
    press(script, "Make the account")
    assert wrongs(script) == []
    assert [box.value for box in script.success] == ["账号wang已建立。"]
    (password,) = [block.value for block in script.code]
    assert authenticate(database, "wang", password).scopes == (Scope(PLAN, "north", None), Scope(PLAN, None, "water"))
    assert [block.value for block in script.run().code] == []


def test_a_refusal_keeps_what_was_filled_in(database: Database) -> None:
    script = visit("admin", "accounts")
    fill(script, "Account name", "王")
    fill(script, "Person or office", "王五")
    press(script, "Make the account")
    (refusal,) = wrongs(script)
    assert refusal == "报送员至少要负责一个区域或部门，请选择。"
    assert [field.value for field in script.text_input][:2] == ["王", "王五"]


def test_an_account_is_changed_and_closed(database: Database) -> None:
    script = visit("admin", "accounts", account="li")
    fill(script, "Person or office", "李小燕（环保局）")
    fill(script, "Closed: nobody can sign in with it", True)
    press(script, "Save the changes")
    assert wrongs(script) == []
    with database.reading() as cursor:
        account = get_account(cursor, "li")
    assert account is not None
    assert (account.display_name, account.is_disabled, account.scopes) == (
        "李小燕（环保局）",
        True,
        (Scope(PLAN, "north", "water"),),
    )
    assert rows(script)[1].endswith("□ 已停用")


def test_a_forgotten_password(database: Database) -> None:
    script = press(visit("admin", "accounts", account="li"), "Make a new password for {name}", name="li")
    (password,) = [block.value for block in script.code]
    with pytest.raises(SignInRefused):
        authenticate(database, "li", "correct horse 43")
    assert authenticate(database, "li", password).username == "li"


def test_the_own_account(database: Database) -> None:
    script = visit("li", "account")
    assert "<dt>报送范围</dt><dd>小城 · 北镇 · 水务局</dd>" in said(script)
    fill(script, "Password until now", "correct horse 43")
    fill(script, "New password", "better horse 44")
    fill(script, "New password once more", "better horse 45")
    assert wrongs(press(script, "Change the password")) == ["两次输入的新密码不一致，请重新输入。"]
    fill(script, "New password once more", "better horse 44")
    assert [box.value for box in press(script, "Change the password").success] == ["密码已修改，请用新密码登录。"]
    assert authenticate(database, "li", "better horse 44").username == "li"


def test_the_audit_trail(database: Database) -> None:
    authenticate(database, "li", "correct horse 43", "10.0.0.7")
    script = visit("admin", "audit", who="li")
    assert wrongs(script) == []
    (line,) = rows(script)
    assert re.fullmatch(r"3 \| [0-9: -]{19} \| 李小燕 \(li\) \| 登录 \| li \| – \| 10\.0\.0\.7 \| [0-9a-f]{8}", line)
    (file,) = offered(script)
    assert isinstance(file.content, bytes)
    header, entry, _end = file.content.decode("utf-8-sig").split("\r\n")
    assert header == "序号,时间,账号,姓名或单位,操作,对象,详情,来源地址,哈希值"
    assert entry.startswith("3,")
    assert [box.value for box in press(script, "Prove that nothing was changed").success] == [
        "记录链完好：没有记录被改动、删除或插入。"
    ]
    with database.writing() as cursor:
        cursor.execute("update audit set username = 'nobody' where position = 2")
    assert wrongs(press(script, "Prove that nothing was changed")) == ["- 第2条审计记录写入后被改动过。"]


def test_a_backup(database: Database) -> None:
    script = visit("admin", "backup")
    assert chinese("There is no backup yet.") in said(script)
    press(script, "Make a backup now")
    assert wrongs(script) == []
    (folder,) = backups_folder(database).iterdir()
    assert rows(script)[0].startswith(f"{folder.name} | ")
    press(script, "Prove it")
    (proved,) = [box.value for box in script.success]
    assert re.fullmatch(rf"备份{folder.name}完好：[0-9]+个文件与写入时一致。", proved)
