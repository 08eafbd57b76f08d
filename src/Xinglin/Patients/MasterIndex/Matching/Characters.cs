using System.Collections.Frozen;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// Characters that stand for each other in names: traditional and variant forms, and those that are misread for one another. The lists
/// hold what occurs in surnames, given names and addresses; what is missing is added by a line.
/// </summary>
internal static class Characters
{
    // Pairs of traditional or variant form and simplified form.
    private const string Traditional =
        "張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蕭萧蔣蒋葉叶蘇苏呂吕盧卢鐘钟鍾钟譚谭陸陆賈贾韋韦鄒邹閻阎薛薛龍龙萬万錢钱湯汤賴赖" +
        "龔龚嚴严顧顾喬乔莊庄聶聂魯鲁歐欧關关藍蓝齊齐華华駱骆單单項项應应紀纪寧宁時时畢毕闞阚蘭兰維维國国強强偉伟軍军麗丽靜静傑杰濤涛鵬鹏輝辉紅红鳳凤" +
        "飛飞東东瓊琼慶庆豐丰榮荣貴贵蓮莲愛爱瑩莹瑋玮玥玥婭娅嬌娇媽妈鑫鑫銘铭錦锦鈺钰鋒锋銀银鐵铁鎮镇鋼钢鑒鉴鑑鉴長长門门開开閔闵間间陽阳陰阴隊队際际" +
        "雲云電电靈灵順顺須须頌颂領领頻频顏颜願愿風风養养馳驰駿骏驥骥鴻鸿鷹鹰鶴鹤麥麦黨党樸朴機机權权檸柠欒栾歡欢歲岁歷历殘残氣气決决況况淚泪淨净湧涌" +
        "溫温滿满漢汉潔洁潤润澤泽濱滨瀟潇灣湾煒炜煥焕燁烨燈灯燦灿爭争爾尔獻献現现瑪玛環环璽玺畫画當当療疗發发盛盛監监盤盘眾众碩硕禎祯禮礼禪禅種种稱称" +
        "穎颖積积穩稳競竞筆笔節节範范築筑簡简籃篮糧粮約约純纯紹绍終终結结絲丝經经綠绿綱纲網网緒绪練练緣缘縣县縱纵總总績绩繡绣繼继續续纖纤罷罢義义習习" +
        "聖圣聞闻聯联聰聪聲声職职膽胆臨临舉举興兴舊旧艷艳艳艳艾艾藝艺蘊蕴蘋苹處处號号虛虚蠶蚕術术衛卫裝装補补見见視视覺觉觀观覽览訓训訊讯記记訪访設设詠咏" +
        "詩诗詳详話话誠诚語语誼谊調调論论諾诺謙谦講讲識识議议護护讓让讚赞豔艳貝贝財财貞贞賀贺資资賓宾賜赐賢贤質质贊赞趕赶跡迹躍跃車车軒轩載载輔辅輕轻輪轮" +
        "農农迪迪連连進进運运過过達达遠远適适選选遲迟遼辽邁迈邊边鄉乡鄰邻鑄铸鑰钥雙双雛雏雞鸡離离難难霽霁韻韵響响頂顶題题顯显飄飘飯饭飲饮館馆驊骅驗验驚惊" +
        "體体鬱郁魚鱼鮮鲜鯉鲤鳴鸣鴿鸽鵑鹃鹽盐麟麟黎黎齡龄億亿優优倫伦偵侦側侧傳传債债傾倾僑侨儀仪儉俭兒儿內内兩两冊册凍冻凱凯別别剛刚創创劇剧動动務务勛勋" +
        "勝胜勞劳勢势勤勤勵励勸劝匯汇區区協协卻却參参員员問问啟启啓启喜喜嘉嘉嚮向園园圍围圓圆團团執执堅坚報报場场塊块墳坟壯壮壽寿夢梦夾夹奪夺奮奋妍妍姍姍" +
        "娛娱婦妇媛媛嫻娴孃娘學学宮宫宏宏實实審审寫写寬宽寶宝將将專专尋寻對对導导層层屬属岡冈島岛峰峰峯峰峽峡崗岗嶺岭嶽岳巒峦幫帮幹干幾几庫库廣广廳厅張张彥彦" +
        "後后從从復复徵征德德憲宪懷怀戀恋戰战戲戏戶户拋抛揚扬換换擁拥擇择據据擴扩攝摄敏敏敗败敵敌數数斷断於于暢畅曉晓曄晔曆历書书會会朧胧條条來来楓枫業业極极" +
        "榮荣槍枪樂乐樓楼標标樣样橋桥檢检淵渊渝渝淩凌湊凑濟济為为爲为無无煙烟熱热營营爺爷狀状獎奖獨独琺珐瑤瑶產产異异疊叠皚皑盡尽祿禄稅税穀谷穗穗窮穷竊窃" +
        "筱小珮佩妳你喆哲昇升陞升堃坤淼淼犇奔頴颖勳勋堯尧岩岩巖岩劍剑劒剑贇赟贇赟鳯凤瑠琉珎珍邨村鄕乡嵗岁氷冰羣群畧略躭耽讃赞豊丰";

    // Groups of characters that are misread or mistyped for one another, beyond those that sound alike.
    private const string Alike =
        "已己巳 未末 土士 日曰 千干于 人入八 大太天夫 木本术 王玉主 田由甲申 白百自 目且 力刀 厂广 儿几 天无元 午牛 今令 冶治 洪淇 晴睛情清 明朋 陈阵 " +
        "晓哓烧浇 莹萤营荣 伟玮炜苇 玲铃伶 梅海悔 敏毓 丽俪 娟捐涓 娜挪 婷停 妍研 姗珊删 娅亚 妮泥昵 媛缓暖 嫒暖 琴琵 琪淇棋祺 琳林 瑶遥 瑞端 璐露路 珍诊趁 玥钥 " +
        "杰木 桂佳挂 桃挑姚 柏拍伯 栋拣冻 梓辛 楠南 樱缨 欣炊钦 泽译择 浩洁告 洋样详 涛铸 淑椒叔 清请 渊湖 温湿 源原 潇萧 澜阑 灿仙 烨华 焕换唤 煜昱 熙煦 燕蒸 爱受 " +
        "勇男 勤勒 博搏傅 厚原 双又 发友 吉古 同周 国图 坤神绅 培陪 堂常 塘糖 增曾 壮状 夏复 奇寄 子孑 孟盂 学字 宁宇 宏宠 宗崇 定宝 宣宜 宽觉 富福 寿涛 小少 尚向 屏萍 山出 " +
        "岩岸 峰锋 崔催 川州 巧朽 帅师 帆帜 平乎 庆厌 康庚 建健 弘弧 强弹 彤丹 彦颜产 彩采 征证 徐除 德得 心必 志忘 忠患 怀杯 怡恰 思恩 恒桓 悦说脱 惠慧 愿原 慈兹 戌戍戊 成戎 扬杨场 " +
        "振震 文交 斌赋 方万 旭旦 昂昴 昌唱 昊吴 春舂 昭照招 显湿 晋普 晖晕 晨震 普晋 景影 智知 曼漫 月用 朝潮 来米 松忪 枝技 枫讽 柳抑 树村 根恨 格洛 梁粱 森淼 楚蓥 正止 武斌 毅殷 民氏 永水 江汪 " +
        "沛沭 波彼 泉帛 洁沽 津律 济挤 涵函 润闰 淋琳 深探 滨宾 漫慢 炎淡 炳柄 熊能 爽夹 玉五 琦崎 琼凉 瑜愉 瑾谨 璇旋 瑛英 甜恬 生主 男勇 皓浩 益盆 盈盗 盛成 真直 祥详样 祖租 禄绿 秀季 秋秒 程呈 " +
        "立丘 竹行 笑竿 素索 红江 纪记 细绘 绍招 维唯 美姜羊 翔翊 翠粹 耀跃 聪总 胜性 育盲 胡湖 腾滕 自白 至致 艳绝 芝艺 芬纷 芳苏 茂芪 茜西 荷何 莉利 莲连 萍平 蓉容 蕾雷 虎虚 虹红 裕谷 西酉 言信 诚城 " +
        "豪毫 贝见 贤坚 贵责 赵起 超招 轩斩 辉挥 辰振 迪笛 连莲 远运 通桶 道首 遥瑶 邦帮 郑邓 金全 鑫森 钰玉 铭名 锋峰 锦棉 长张 阳旭 陆际 雅稚 雄难 雨两 雪雷 雯文 霞暇 霖霏 青清 静净 韩朝 顺须 颖颗 飞气 馨磬 骏俊 鹏朋 鹤鹳 " +
        "麟鳞 黎藜 龙尤 何向 侯候 俞愈 倪睨 傅博 刘列 史吏 吕昌 夏厦 姚桃 尹伊 岳兵 庞宠 彭膨 戴载 曹曾 曲由 杜社 柴紫 樊攀 毕华 汤扬 沈沉枕 洪供 潘番 熊能 牛午 申甲 白百 石右 祁邢 秦奏 章童 童章 管菅 米来 罗岁 翟瞿 肖消 范苑 苗笛 " +
        "荆刑 莫英 董重 蒋奖 薛藓 袁哀 裴斐 褚诸 覃谭 谢射 贺加 贾卖 邱丘 邵召 邹皱 郎朗 郝赤 郭享 钟种 阎闫 陶淘 靳勒 项顶 顾颀 马鸟 魏巍 鲁鱼 齐济 龚龙";

    private static readonly FrozenDictionary<char, char> Simplified = Enumerable.Range(0, Traditional.Length / 2)
        .Where(pair => Traditional[2 * pair] != Traditional[2 * pair + 1]).DistinctBy(pair => Traditional[2 * pair])
        .ToFrozenDictionary(pair => Traditional[2 * pair], pair => Traditional[2 * pair + 1]);

    private static readonly FrozenSet<(char, char)> Pairs =
        (from one in Alike.Split(' ') from left in one from right in one where left != right select (left, right)).ToFrozenSet();

    public static char Simple(char character) => Simplified.GetValueOrDefault(character, character);

    public static bool LookAlike(char left, char right) => Pairs.Contains((left, right));
}
