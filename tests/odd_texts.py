"""Text files as offices send them, and as nobody should: name → bytes. What each must give stands in files/odd/expected.json."""

HEADER = "指标,区域,月份,单位,实绩,分子,分母,备注\n"
GOOD = HEADER + "新建管网,北镇,2020-03,公里,6.5,,,\n污水处理率,南镇,2020-03,%,,62,99,含“支管”\n"
MONTHS = (
    "2020-03",
    "2020年3月",
    "2020.3",
    "202003",
    "Mar-20",
    "2020/3/31",
    "二〇二〇年三月",
    "20年3月",
    "3月",
    "43891",
    "1-3月",
    "2020年1—3月累计",
)


def value(text: str, indicator: str = "sewers", region: str = "north", unit: str = "") -> str:
    """A file with one figure."""
    return f'indicator_id,region_id,unit,value\n{indicator},{region},{unit},"{text}"\n'


def utf8(**texts: str) -> dict[str, bytes]:
    """CSV files in UTF-8."""
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


ENCODINGS = {
    "utf8_with_mark.csv": GOOD.encode("utf-8-sig"),
    "utf16_with_mark.csv": GOOD.encode("utf-16"),
    "utf16_big_end_first.csv": b"\xfe\xff" + GOOD.encode("utf-16-be"),
    "utf16_without_mark.csv": GOOD.encode("utf-16-le"),
    "gbk.csv": GOOD.encode("gbk"),
    "gb18030_rare_character.csv": GOOD.replace("支管", "𠮷管").encode("gb18030"),
    "cr_only.csv": GOOD.replace("\n", "\r").encode(),
    "crlf.csv": GOOD.replace("\n", "\r\n").encode(),
    "mixed_line_ends.csv": GOOD.replace("备注\n", "备注\r\n").encode(),
    "semicolons.csv": GOOD.replace(",", ";").encode(),
    "tabs.tsv": GOOD.replace(",", "\t").encode(),
    "chinese_commas.txt": GOOD.replace(",", "，").encode("gbk"),
    "bars.txt": GOOD.replace(",", "|").encode(),
    "separator_told_in_first_line.csv": ("sep=;\n" + GOOD.replace(",", ";")).encode(),
}
SHAPES = utf8(
    title_and_notes="小城市报送表\n填报单位：小城市水务局,,,联系人：某某\n\n" + GOOD + "\n注：数据截至3月底\n审核人：某某\n",
    title_cells_like_words="指标,,,报送表\n" + GOOD,
    blank_lines_between=GOOD.replace("公里,6.5,,,\n", "公里,6.5,,,\n\n,,,,,,,\n"),
    header_on_every_page=GOOD + HEADER + "光伏装机,北镇,2020-03,兆瓦,3,,,\n",
    line_that_numbers_the_columns=GOOD.replace("备注\n", "备注\n甲,乙,丙,丁,1,2,3,4\n"),
    quoted_newlines='指标,区域,实绩,备注\n新建管网,北镇,6.5,"第一行\n第二行"\n新建管网,南镇,x,\n',
    quotes_inside_quotes='指标,区域,实绩,备注\n新建管网,北镇,6.5,"他说""好"""\n',
    columns_in_another_order="备注,实绩,月份,区域,指标\n,6.5,2020-03,北镇,新建管网\n",
    other_words_for_columns="考核指标,报送单位,年月,计量单位,完成数,情况说明\n新建管网,北镇,2020-03,公里,6.5,\n",
    names_in_full_width="指标，区域，实绩\nｓｅｗｅｒｓ，ＮＯＲＴＨ，６．５\n",
    codes_and_names="指标代码,指标,区域代码,区域,实绩\n,新建管网,,北镇,6.5\nsolar,,north,,3\n",
    unknown_columns="序号,指标,区域,本年目标,实绩,排名\n1,新建管网,北镇,12,6.5,1\n",
    year_and_month_apart="年份,月份,指标,区域,实绩\n2020,3,新建管网,北镇,6.5\n2020,三月,新建管网,南镇,7\n",
    section_rows="指标,区域,实绩\n一、水环境,,\n新建管网,北镇,6.5\n二、大气,,\n光伏装机,北镇,3\n",
)
TWO_LINES = utf8(
    two_lines_group_of_figures="指标,区域,累计完成,,\n,,实绩,分子,分母\n污水处理率,北镇,,40,50\n新建管网,南镇,3,,\n",
    two_lines_towns_over_parts="报送表\n指标,北镇,,南镇,\n,分子,分母,分子,分母\n污水处理率,40,50,30,60\n",
    two_lines_towns_over_notes="指标,单位,北镇,,南镇,\n,,数值,备注,数值,备注\n新建管网,公里,4,好,3,\n光伏装机,兆瓦,2,,x,\n",
    two_lines_indicators_over_parts="区域,新建管网,污水处理率,\n,,分子,分母\n北镇,4,40,50\n南镇,5,30,60\n",
    two_lines_year_over_months="指标,区域,2020年,,\n,,1月,2月,3月\n新建管网,北镇,1,2,3\n",
    two_lines_towns_over_months="指标,北镇,,南镇,\n,2020年2月,2020年3月,2020年2月,2020年3月\n新建管网,1,2,3,4\n",
    two_lines_misspelt_town="指标,北针,,南镇,\n,分子,分母,分子,分母\n污水处理率,40,50,30,60\n",
)
WIDE = utf8(
    wide_by_towns="指标,单位,北镇,南镇,西镇\n新建管网,公里,1,2,/\n光伏装机,兆瓦,3,,5\n",
    wide_by_indicators="区域,新建管网（公里）,光伏装机（兆瓦）\n北镇,1,2\n南镇,4,5\n",
    wide_by_months="指标,区域,2020年1月,2020年2月,2020年3月\n新建管网,北镇,1,2,3\n新建管网,南镇,2,3,4\n",
    wide_by_months_year_in_title="2020年报送表\n指标,区域,1月,2月,3月\n新建管网,北镇,1,2,3\n",
    wide_by_months_without_year="指标,区域,1月,2月\n新建管网,北镇,1,2\n",
    wide_by_months_one_is_wanted="指标,区域,1月,2月,3月,4月\n新建管网,北镇,1,2,3,\n",
    wide_by_months_indicator_in_title="新建管网完成情况表\n区域,2020年1月,2020年2月\n北镇,1,2\n南镇,3,4\n",
    wide_one_town="指标,单位,北镇\n新建管网,公里,1\n光伏装机,兆瓦,3\n",
    wide_with_totals="序号,指标,合计,北镇,南镇\n1,新建管网,3,1,2\n",
    wide_misspelt_town="指标,北针,南镇,西镇\n光伏装机,1,2,3\n",
    wide_misspelt_indicator="区域,新建管纲,光伏装机\n北镇,1,2\n",
    wide_bad_cell="表一\n指标,单位,北镇,南镇\n新建管网,公里,1,约2\n光伏装机,兆瓦,三,2\n",
    wide_wrong_unit_in_header="区域,新建管网,煤炭消费量（吨）\n小城市,,20\n北镇,3,\n",
    wide_corner_blank=",新建管网,光伏装机\n北镇,1,2\n南镇,4,5\n",
    wide_corner_says_unit="单位,新建管网,光伏装机\n北镇,1,2\n南镇,4,5\n",
    wide_empty_cells="指标,北镇,南镇\n新建管网,,\n光伏装机,1,\n",
    wide_notes_below="指标,北镇,南镇\n新建管网,1,2\n填表人：某某,,审核人：某某\n",
    wide_note_for_all_towns="指标,北镇,南镇,备注\n新建管网,1,2,含支管\n",
    wide_same_town_twice="指标,北镇,南镇,北,南镇\n新建管网,1,2,3,4\n",
)
TITLES = utf8(
    title_names_the_town="北镇2020年3月报送表\n指标,实绩\n新建管网,6.5\n",
    title_names_the_month="小城市2020年3月报送表\n指标,区域,实绩\n新建管网,北镇,6.5\n",
    title_names_another_month="小城市2020年2月报送表\n指标,区域,实绩\n新建管网,北镇,6.5\n",
    title_names_two_months="2020年2月、2020年3月对比\n指标,区域,实绩\n新建管网,北镇,6.5\n",
    title_names_the_day_of_filling="填报日期：2020年4月5日\n指标,区域,实绩\n新建管网,北镇,6.5\n",
    title_names_the_unit="单位：公里\n指标,区域,实绩\n新建管网,北镇,6.5\n光伏装机,北镇,3\n",
    title_names_the_office="填报单位：北镇水务站\n指标,区域,实绩\n新建管网,北镇,6.5\n",
    unit_in_brackets_of_header="指标,区域,实绩（兆瓦）\n光伏装机,北镇,3\n新建管网,北镇,6.5\n",
)
NUMBERS = utf8(
    full_width_digits=value("１２．５"),
    full_width_thousands=value("１，２３４．５", "solar"),
    thousands=value("1,234.5", "solar"),
    thousands_parted_by_spaces=value("1 234.5", "solar"),
    percent_sign=value("62.6％", "treated"),
    percent_sign_of_kilometres=value("62.6%"),
    per_mille=value("626‰", "treated"),
    per_mille_of_kilometres=value("626‰"),
    per_mille_in_unit_column=value("626", "treated", unit="‰"),
    decimal_comma=value("12,5"),
    decimal_comma_with_spaces=value("1 234,5"),
    decimal_comma_with_points=value("1.234,5"),
    chinese_full_stop=value("12。5"),
    zero_comma=value("0,123"),
    negative_in_brackets=value("（12.5）"),
    unit_behind_the_number=value("12.5 公里"),
    unit_behind_the_number_in_english=value("12.5km"),
    another_unit_behind_the_number=value("12.5 吨"),
    words_behind_the_number=value("12.5左右"),
    ten_thousand=value("1.2万", "solar"),
    ten_thousand_units=value("1.2万公里"),
    ten_thousand_of_ten_thousand=value("1.2万", "coal", "tiny"),
    hundred_million_to_ten_thousand=value("0.02亿吨", "coal", "tiny"),
    smaller_unit_is_asked_about=value("12吨", "coal", "tiny"),
    multiple_in_unit_column=value("1.2", unit="万公里"),
    smaller_unit_in_unit_column=value("12", "coal", "tiny", unit="吨"),
    too_large_after_its_multiple=value("99999999999万亿", "solar"),
    apostrophe_before_the_number=value("'12.5"),
    scientific=value("1.25E+01"),
    formula_as_text=value("=1+2"),
    absences=(
        "indicator_id,region_id,value\nsewers,north,—\nsewers,south,/\nsolar,north,无\nsolar,south,未报\nsolar,west,N/A\n"
        "treated,north,\ntreated,south,不适用\ncoal,tiny,0\n"
    ),
)
PERIODS = utf8(
    months_of_every_form="指标,区域,月份,实绩\n" + "".join(f"新建管网,北镇,{month},6\n" for month in MONTHS),
    quarter_of_a_monthly_indicator="指标,区域,月份,实绩\n新建管网,北镇,2020年一季度,6\n",
    year_of_an_annual_indicator="指标,区域,月份,实绩\n林木覆盖率,小城市,2020年度,25.5\n",
    quarter_of_an_annual_indicator="指标,区域,月份,实绩\n林木覆盖率,小城市,2020Q3,25.5\n林木覆盖率,小城市,2020Q4,25.5\n",
    no_months="指标,区域,月份,实绩\n新建管网,北镇,2020-13,6\n新建管网,南镇,上月,6\n",
)
KINDS = utf8(
    tasks="任务进展\n任务编号,任务,进展状态,完成比例,备注,佐证材料\nt1,修建污水厂,进行中,62.5%,已开标,照片.jpg\nt2,关停小厂,已完成,100,,\n",
    projects="项目编号,项目名称,进度状态,形象进度,累计完成投资（万元）\np1,污水厂一期,在建,40%,1200.5\n",
    targets_for_towns="指标,区域,年度,比较,目标值\n新建管网,北镇,2020,>=,12\n",
    targets_for_towns_wide="指标,年度,文号,北镇,南镇\n新建管网,2020,小政发〔2020〕1号,12,24\n",
    delegated_targets="指标名称,年度,目标值,发文字号,口径\n煤炭消费量,2020,120,某发〔2020〕3号,absolute\n",
)
BROKEN = {
    **utf8(
        thousands_without_quotes="指标,区域,实绩\n新建管网,北镇,1,234\n",
        header_only=HEADER,
        no_header="新建管网,北镇,6.5\n新建管网,南镇,7\n",
        unclosed_quote='指标,区域,实绩,备注\n新建管网,北镇,6.5,"没有结束\n' + "新建管网,南镇,7,\n" * 1200,
        misspelt_region="指标,区域,实绩\n新建管网,北鎮,6.5\n",
        misspelt_indicator="指标,区域,实绩\n新建管网里程,北镇,6.5\n",
        too_many_columns=",".join(["指标", "区域", "实绩", *(f"列{number}" for number in range(300))]) + "\n新建管网,北镇,6.5\n",
        cell_too_long=f'指标,区域,实绩,备注\n新建管网,北镇,6.5,"{"长" * 10_001}"\n',
        only_blank_lines="\n\n \n",
        only_separators=",,,\n,,,\n",
    ),
    "empty.csv": b"",
    "cut_off_within_a_character.csv": GOOD.encode()[:-8],
    "zero_bytes.csv": GOOD.encode().replace(b"6.5", b"6\x00.5"),
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "text.xlsx": GOOD.encode(),
    "web_page.xls": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "document.pdf": b"%PDF-1.4",
    "no_ending": GOOD.encode(),
}
FILES = {**ENCODINGS, **SHAPES, **TWO_LINES, **WIDE, **TITLES, **NUMBERS, **PERIODS, **KINDS, **BROKEN}
