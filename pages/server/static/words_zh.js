// Streamlit's own English words in Chinese. It has no language setting; this looks at exact texts as they appear.
(() => {
  const WORDS = {
    // files
    "Upload": "选择文件", "Add files": "添加文件", "Upload directories": "上传文件夹", "Drag and drop a file here": "将文件拖放到此处",
    "Drag and drop files here": "将文件拖放到此处", "Click to retry upload": "点击重新上传", "Too many files": "文件数量过多",
    "Only one file is allowed.": "只能选择一个文件。", "Error uploading file": "文件上传失败", "Error deleting file": "文件删除失败", "file upload": "上传文件", "Error:": "错误：",
    "Remove file": "移除文件", "Delete file": "删除文件", "Uploading": "正在上传", "Uploading...": "正在上传……", "File Uploader": "文件上传",
    "File size is too small.": "文件过小。", "Download Button": "下载", "Download failed": "下载失败", "Image download succeeded": "图片已下载",
    // choices
    "Choose an option": "请选择", "Choose options": "请选择", "Choose or add an option": "请选择或添加", "Choose or add options": "请选择或添加",
    "Add an option": "请添加", "Add options": "请添加", "Select...": "请选择", "No results": "没有匹配项", "No options": "没有可选项",
    "No options to select": "没有可选项", "No options to select.": "没有可选项。", "Select all": "全选", "Clear all": "清除全部",
    "Clear value": "清除", "Clear entry": "清除", "Clear selection": "清除选择", "Open": "展开", "Selected values": "已选项", "Multiselect": "多选",
    "Selectbox": "单选", "Multiselect options": "多选选项", "Selectbox options": "单选选项", "Menu": "菜单", "Type to search": "输入以搜索",
    "Show password": "显示密码", "Hide password": "隐藏密码", "Invalid input.": "输入无效。", "This field is required.": "此项必填。",
    "Increment": "增加", "Decrement": "减少", "Number is above the allowed range.": "数值超出上限。", "Number is below the allowed range.": "数值低于下限。",
    "Invalid data type": "数据类型无效", "Press Enter to apply": "按回车键确认", "Press Enter to submit form": "按回车键提交",
    // dates and times
    "Choose date": "选择日期", "Choose date range": "选择日期范围", "Choose date and time": "选择日期和时间", "Clear date": "清除日期",
    "Clear dates": "清除日期", "yyyy": "年", "mm": "月", "dd": "日", "Clear time": "清除时间", "Clear date and time": "清除日期和时间", "Date range": "日期范围", "Time": "时间",
    "Calendar": "日历", "Next month": "下一月", "Previous month": "上一月", "Quick select a date range": "快速选择日期范围", "None": "无",
    "Past Week": "近一周", "Past Month": "近一个月", "Past 3 Months": "近三个月", "Past 6 Months": "近半年", "Past Year": "近一年", "Past 2 Years": "近两年",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选择日期，回车键确认，Esc 键关闭。",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.": "用方向键选择，回车键确认，Tab 键在日历与时间之间切换，Esc 键关闭。",
    "Hours must be 0–23.": "小时应为 0–23。", "Minutes must be 0–59.": "分钟应为 0–59。", "Seconds must be 0–59.": "秒应为 0–59。",
    "Invalid time format. Please use HH:MM.": "时间格式无效，应为“时:分”。", "Invalid time format. Please use HH:MM:SS or HH:MM.": "时间格式无效，应为“时:分:秒”或“时:分”。",
    // tables
    "Search": "搜索", "Close Search": "关闭搜索", "Next Result": "下一个结果", "Previous Result": "上一个结果", "Download as CSV": "下载 CSV",
    "Show/hide columns": "显示或隐藏列", "Dataframe column menu": "列菜单", "Sort ascending": "升序排列", "Sort descending": "降序排列",
    "Format": "格式", "Autosize": "自动列宽", "Pin column": "固定列", "Unpin column": "取消固定", "Hide column": "隐藏列", "Copy column name": "复制列名",
    "Statistics": "统计", "Count": "数量", "Empty": "空值", "Distinct": "不同值", "Values": "数值", "Range": "范围", "Sum": "合计", "Average": "平均值",
    "Median": "中位数", "Minimum": "最小值", "Maximum": "最大值", "Standard deviation": "标准差", "25th percentile": "第 25 百分位", "75th percentile": "第 75 百分位",
    "Average length": "平均长度", "Minimum length": "最短", "Maximum length": "最长", "Based on sample": "基于抽样", "Distribution histogram": "分布直方图",
    "Top values frequency chart": "高频值分布", "Automatic": "自动", "Localized": "本地格式", "Plain": "原样", "Compact": "简写", "Percent": "百分比",
    "Scientific": "科学计数", "Accounting": "会计格式", "Dollar": "美元", "Euro": "欧元", "Yen": "日元", "Duration": "时长", "Distance": "相对时间", "Bytes": "字节",
    "text": "文本", "number": "数字", "date": "日期", "datetime": "日期时间", "time": "时间", "checkbox": "勾选", "list": "列表", "object": "对象", "selectbox": "单选", "link": "链接",
    "Add row": "添加行", "Delete row(s)": "删除行", "Edit": "编辑", "Rename": "重命名", "Add": "添加", "No data": "没有数据", "No content": "没有内容", "empty": "没有数据",
    "Loading...": "加载中……", "Failed to load data": "数据加载失败", "Scrollable table": "可滚动的表格", "Cancel (Escape)": "取消（Esc）",
    "Pagination": "分页", "Next page": "下一页", "Previous page": "上一页", "View less": "收起", "Copy": "复制", "Copied": "已复制", "Copy to clipboard": "复制到剪贴板",
    // charts
    "Fullscreen": "全屏", "Enter fullscreen": "全屏", "Close fullscreen": "退出全屏", "Exit fullscreen": "退出全屏", "Toggle fullscreen": "切换全屏",
    "Show data": "显示数据", "Show chart": "显示图表", "Download as PNG": "下载 PNG", "Metric": "指标卡", "Toolbar action": "工具",
    // frame
    "Main menu": "主菜单", "Rerun": "重新载入", "Always rerun": "始终重新载入", "Auto rerun": "自动重新载入", "Print": "打印", "Settings": "设置", "About": "关于",
    "Theme": "外观", "Light": "浅色", "Dark": "深色", "System": "跟随系统", "Use system setting": "跟随系统", "Custom Theme": "本站外观",
    "Custom Theme Auto": "跟随系统", "Custom Theme Light": "浅色", "Custom Theme Dark": "深色", "Record a screencast": "录制屏幕", "Clear cache": "清除缓存",
    "Clear caches": "清除缓存", "Get help": "获取帮助", "Report a bug": "报告问题", "Sidebar": "侧边栏", "Expand sidebar": "展开侧边栏",
    "Collapse sidebar": "收起侧边栏", "App pages": "页面", "Navigate to home page": "返回首页", "Skip to main content": "跳到正文", "Link to heading": "本节链接",
    "Logo": "标志", "Sidebar Logo": "标志", "Header Logo": "标志", "App Logo": "标志", "Notifications": "通知", "Close": "关闭", "Close popup": "关闭", "Dismiss": "关闭",
    "Cancel": "取消", "Stop": "停止", "Running...": "运行中……", "Stopping...": "正在停止……", "Expander": "展开栏", "(opens in new tab)": "（在新标签页打开）",
    "Scroll tabs left": "向左滚动标签", "Scroll tabs right": "向右滚动标签", "View more": "查看更多", "Show more": "显示更多", "Show less": "收起",
    "Help": "说明", "Try again": "重试", "Retry": "重试",
    // trouble
    "Page not found": "页面不存在", "The page that you have requested does not seem to exist": "您访问的页面不存在",
    "Connection error": "连接中断", "Connecting": "连接中", "Connection closed": "连接已断开", "Connection timed out.": "连接超时。", "Connection timed out": "连接超时",
    "Reconnected to server.": "已重新连接。", "Network error": "网络错误", "Network Error": "网络错误", "Network issue": "网络问题", "Error": "错误", "Warning": "提示",
    "Unknown error": "未知错误", "Unknown Error": "未知错误", "Script execution error": "页面运行出错", "Request timed out": "请求超时",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接已断开，请待恢复连接后重试。",
    "Streamlit server is not responding. Are you connected to the internet?": "服务器没有响应，请检查网络连接。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "服务可能已停止，请联系管理员。",
    "Unable to connect to Streamlit server": "无法连接服务器", "Your app is having trouble loading the component.": "组件加载失败。",
    "Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.": "页面已更新，请刷新浏览器。",
    "An error has occurred, please try again.": "发生错误，请重试。",
    "You need to enable JavaScript to run this app.": "请启用 JavaScript。",
  };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const PATTERNS = [
    [/^([\d.]+ ?[KMGT]?B) per file$/, "每个文件不超过 $1"],
    [/^([\d.]+ ?[KMGT]?B) per file • (.+)$/, "每个文件不超过 $1 · $2"],
    [/^Limit ([\d.]+ ?[KMGT]?B) per file(?: • (.+))?$/, "每个文件不超过 $1 $2"],
    [/^(.+) files are not allowed\.$/, "不支持这种文件。"],
    [/^File is (?:larger than|too large\. Maximum size is) (.+?)\.?$/, "文件超过 $1。"],
    [/^File is smaller than (.+)$/, "文件小于 $1。"],
    [/^File must be (.+) or smaller\.$/, "文件不得超过 $1。"],
    [/^File type must be (?:one of )?(.+?)\.?$/, "文件类型应为 $1。"],
    [/^Press (⌘|Ctrl)\+Enter to apply$/, "按 $1+回车键确认"],
    [/^Press (⌘|Ctrl)\+Enter to submit form$/, "按 $1+回车键提交"],
    [/^Save \((.+)\+Enter\)$/, "保存（$1+回车键）"],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, "数值超出上限，应不大于 $1。"],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, "数值低于下限，应不小于 $1。"],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "数值超出范围，应在 $1 至 $2 之间。"],
    [/^Select (?:all )?(\d+) matches$/, "选择 $1 个匹配项"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选择 $1 项，请先移除一项。"],
    [/^Remove (?!file$)(.+)$/, "移除 $1"],
    [/^Cancel upload of (.+)$/, "取消上传 $1"],
    [/^Help for (.+)$/, "$1的说明"],
    [/^View (\d+) more$/, "再显示 $1 项"],
    [/^Page (\d+)$/, "第 $1 页"],
    [/^(\d+) of (\d+)$/, "第 $1 个，共 $2 个"],
    [/^(\d+) results?$/, "$1 个结果"],
    [/^over 1000 results$/, "超过 1000 个结果"],
    [/^Showing page (\d+) of (\d+)$/, "第 $1 页，共 $2 页"],
    [/^(.*) start date$/, "$1开始日期"],
    [/^(.*) end date$/, "$1结束日期"],
    [/^year, (.+)$/, "年，$1"],
    [/^month, (.+)$/, "月，$1"],
    [/^day, (.+)$/, "日，$1"],
    [/^(hour|minute|second), (.+)$/, (_, unit, label) => `${{ hour: "时", minute: "分", second: "秒" }[unit]}，${label}`],
    [new RegExp(`^0?(\\d+) – (?:${MONTHS.join("|")})$`), "$1月"],
    [new RegExp(`^Selected Date: (${MONTHS.join("|")}) 0?(\\d+), (\\d+)$`), (_, month, day, year) => `已选日期：${year}年${MONTHS.indexOf(month) + 1}月${day}日`],
    [/^Choose date, (.+)$/, "选择日期，$1"],
    [/^Choose date range, (.+)$/, "选择日期范围，$1"],
    [/^Choose date and time, (.+)$/, "选择日期和时间，$1"],
    [/^Selected (?:Date|Range): (.+)$/, "已选日期：$1"],
    [/^(\d+) options? available\.$/, "共 $1 个选项。"],
    [/^(.+), selected\.$/, "$1，已选。"],
    [/^[a-z_]+ icon$/, "图标"],
    [/^Create "(.+)"$/, "新建“$1”"],
    [/^Add: (.+)$/, "添加：$1"],
    [/^Must match pattern: (.+)$/, "格式应符合：$1"],
    [/^Shortcut (.+)$/, "快捷键 $1"],
    [/^Connection failed with status (\d+).*$/, "连接失败（状态码 $1）"],
    [/^Cannot connect to Streamlit \(HTTP status: 403\)[^]*$/, "无法连接服务器（状态码 403）。"],
    [/^.+\. Running the app's main page\.$/, "您访问的页面不存在，已显示首页。"],
  ];
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "data-title", "alt"];
  // What people and pages wrote themselves is left alone, but for the uploader's own button, the entries a list adds itself, and
  // the letters that stand in an empty date.
  const OWN = "[data-testid=stFileUploaderDropzone], [role=spinbutton][data-placeholder]";
  const ADDED_OPTION = /^(Select all|No results|No options|Select (all )?\d+ matches|Add: .+)$/;
  const CONTENT = "[data-testid=stMarkdownContainer], [data-testid=stHtml], .stHtml, canvas, svg, pre, code, script, style, textarea, [role=option], [contenteditable=true]";

  const LABELLED = ATTRIBUTES.map((name) => `[${name}]`).join();

  const isForeign = (text) => /[A-Za-z]/.test(text); // asked first: of a page in Chinese this leaves next to nothing to look at
  const inChinese = (text) => {
    const word = text.trim();
    if (Object.hasOwn(WORDS, word)) return text.replace(word, () => WORDS[word]);
    const pattern = PATTERNS.find(([form]) => form.test(word));
    return pattern ? word.replace(...pattern) : null;
  };
  const translateText = (node) => {
    if (!isForeign(node.data)) return;
    const content = node.parentElement?.closest(CONTENT);
    const isOurs = content?.closest(OWN) || (content?.role === "option" && ADDED_OPTION.test(node.data.trim()));
    const words = node.parentElement && (!content || isOurs) ? inChinese(node.data) : null;
    if (words !== null && words !== node.data) node.data = words;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const words = value && isForeign(value) ? inChinese(value) : null;
      if (words !== null && words !== value) element.setAttribute(name, words);
    }
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (!(root instanceof HTMLElement)) return; // what is added to a picture is the picture's own
    translateAttributes(root);
    root.querySelectorAll(LABELLED).forEach(translateAttributes);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translateText(walker.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttributes(change.target);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
})();
