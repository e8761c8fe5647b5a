"""Which ideographs are another form of which: two tables, generated from named sources.

``tests/evidence/unicode_sources.py`` makes this module; it is not edited by hand. Each table is
one string of pairs, the form that is folded before the form it is folded to.

Unicode data: © 2022 Unicode, Inc., terms of use: https://www.unicode.org/terms_of_use.html
OpenCC (https://github.com/BYVoid/OpenCC): Apache License 2.0.
"""

from __future__ import annotations

from typing import Final

RADICALS: Final = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 "
    "⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕𫜹 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 "
    "⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 "
    "⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 "
    "⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 "
    "⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 "
    "⻲亀 ⻳龟 ⼀一 ⼁丨 ⼂丶 ⼃丿 ⼄乙 ⼅亅 ⼆二 ⼇亠 ⼈人 ⼉儿 ⼊入 ⼋八 ⼌冂 ⼍冖 "
    "⼎冫 ⼏几 ⼐凵 ⼑刀 ⼒力 ⼓勹 ⼔匕 ⼕匚 ⼖匸 ⼗十 ⼘卜 ⼙卩 ⼚厂 ⼛厶 ⼜又 ⼝口 "
    "⼞囗 ⼟土 ⼠士 ⼡夂 ⼢夊 ⼣夕 ⼤大 ⼥女 ⼦子 ⼧宀 ⼨寸 ⼩小 ⼪尢 ⼫尸 ⼬屮 ⼭山 "
    "⼮巛 ⼯工 ⼰己 ⼱巾 ⼲干 ⼳幺 ⼴广 ⼵廴 ⼶廾 ⼷弋 ⼸弓 ⼹彐 ⼺彡 ⼻彳 ⼼心 ⼽戈 "
    "⼾戶 ⼿手 ⽀支 ⽁攴 ⽂文 ⽃斗 ⽄斤 ⽅方 ⽆无 ⽇日 ⽈曰 ⽉月 ⽊木 ⽋欠 ⽌止 ⽍歹 "
    "⽎殳 ⽏毋 ⽐比 ⽑毛 ⽒氏 ⽓气 ⽔水 ⽕火 ⽖爪 ⽗父 ⽘爻 ⽙爿 ⽚片 ⽛牙 ⽜牛 ⽝犬 "
    "⽞玄 ⽟玉 ⽠瓜 ⽡瓦 ⽢甘 ⽣生 ⽤用 ⽥田 ⽦疋 ⽧疒 ⽨癶 ⽩白 ⽪皮 ⽫皿 ⽬目 ⽭矛 "
    "⽮矢 ⽯石 ⽰示 ⽱禸 ⽲禾 ⽳穴 ⽴立 ⽵竹 ⽶米 ⽷糸 ⽸缶 ⽹网 ⽺羊 ⽻羽 ⽼老 ⽽而 "
    "⽾耒 ⽿耳 ⾀聿 ⾁肉 ⾂臣 ⾃自 ⾄至 ⾅臼 ⾆舌 ⾇舛 ⾈舟 ⾉艮 ⾊色 ⾋艸 ⾌虍 ⾍虫 "
    "⾎血 ⾏行 ⾐衣 ⾑襾 ⾒見 ⾓角 ⾔言 ⾕谷 ⾖豆 ⾗豕 ⾘豸 ⾙貝 ⾚赤 ⾛走 ⾜足 ⾝身 "
    "⾞車 ⾟辛 ⾠辰 ⾡辵 ⾢邑 ⾣酉 ⾤釆 ⾥里 ⾦金 ⾧長 ⾨門 ⾩阜 ⾪隶 ⾫隹 ⾬雨 ⾭靑 "
    "⾮非 ⾯面 ⾰革 ⾱韋 ⾲韭 ⾳音 ⾴頁 ⾵風 ⾶飛 ⾷食 ⾸首 ⾹香 ⾺馬 ⾻骨 ⾼高 ⾽髟 "
    "⾾鬥 ⾿鬯 ⿀鬲 ⿁鬼 ⿂魚 ⿃鳥 ⿄鹵 ⿅鹿 ⿆麥 ⿇麻 ⿈黃 ⿉黍 ⿊黑 ⿋黹 ⿌黽 ⿍鼎 "
    "⿎鼓 ⿏鼠 ⿐鼻 ⿑齊 ⿒齒 ⿓龍 ⿔龜 ⿕龠 "
)
"""CJK and Kangxi radicals and the unified ideograph that looks the same.

Source: EquivalentUnifiedIdeograph-15.0.0.txt of the Unicode Character Database; its CJK strokes
are left out, since they are no radicals.
"""

VARIANTS: Final = (
    "乘乗 亂乱 亘亙 亞亜 佛仏 來来 倂併 值値 假仮 傳伝 僞偽 價価 儉倹 兒児 內内 兩両 "
    "冨富 凉涼 凜凛 剎刹 剥剝 剩剰 劍剣 劑剤 勞労 勳勲 勵励 勸勧 區区 卷巻 卻却 卽即 "
    "參参 叱𠮟 吳呉 吴呉 咒呪 單単 嚴厳 囑嘱 圈圏 國国 圍囲 圓円 圖図 團団 埜野 填塡 "
    "增増 墮堕 壓圧 壘塁 壞壊 壤壌 壯壮 壹壱 壽寿 奧奥 奬奨 妝粧 娛娯 娱娯 孃嬢 學学 "
    "寢寝 實実 寫写 寬寛 寶宝 將将 專専 對対 尭堯 屆届 屬属 峯峰 峽峡 嵜崎 嶋島 嶽岳 "
    "巌巖 巢巣 帶帯 廢廃 廣広 廳庁 彈弾 彌弥 彥彦 徑径 從従 徵徴 德徳 恆恒 悅悦 惠恵 "
    "惡悪 惱悩 愼慎 慘惨 應応 懷懐 戀恋 戰戦 戲戯 戶戸 户戸 戾戻 拂払 拔抜 拜拝 挾挟 "
    "插挿 揭掲 揷挿 搖揺 搜捜 摇揺 擇択 擊撃 擔担 據拠 擴拡 攝摂 收収 效効 敍叙 敎教 "
    "敕勅 敘叙 數数 斷断 晃晄 晉晋 晚晩 晝昼 曆暦 曉暁 曾曽 會会 查査 栁柳 桧檜 條条 "
    "棧桟 棱稜 榮栄 槙槇 樂楽 樓楼 樞枢 樣様 橫横 檢検 櫻桜 權権 歐欧 歡歓 步歩 歲歳 "
    "歷歴 歸帰 殘残 殼殻 毆殴 每毎 氣気 污汚 沒没 涉渉 淚涙 淨浄 淺浅 渴渇 溪渓 溫温 "
    "溼湿 滯滞 滿満 潛潜 澀渋 澁渋 澤沢 濕湿 濟済 濱浜 瀧滝 瀨瀬 灣湾 燈灯 燒焼 營営 "
    "爐炉 爭争 爲為 牀床 犧犠 狀状 狹狭 獎奨 獨独 獵猟 獸獣 獻献 瓣弁 產産 畫画 當当 "
    "疊畳 瘦痩 癡痴 發発 皋皐 盃杯 盜盗 盡尽 眞真 硏研 碎砕 祕秘 祢禰 祷禱 禄祿 禦御 "
    "禪禅 禮礼 稅税 稱称 稻稲 穗穂 穣穰 穩穏 竊窃 粹粋 絕絶 絲糸 經経 綠緑 緖緒 緣縁 "
    "縣県 縱縦 總総 繩縄 繪絵 繼継 續続 纔才 纖繊 缺欠 罐缶 羣群 聯連 聰聡 聲声 聽聴 "
    "肅粛 脣唇 脫脱 腦脳 腳脚 膽胆 臟臓 臺台 與与 舉挙 舊旧 舍舎 苿茉 莊荘 莖茎 菸煙 "
    "萌萠 萬万 薗園 薰薫 藏蔵 藝芸 藥薬 蘆芦 處処 虛虚 號号 螢蛍 蟲虫 蠶蚕 蠻蛮 衞衛 "
    "裝装 覺覚 覽覧 觀観 觸触 說説 謠謡 證証 譯訳 譽誉 讀読 變変 讓譲 豐豊 豫予 貓猫 "
    "貳弐 賣売 賴頼 贊賛 踐践 輕軽 轉転 辨弁 辭辞 辯弁 遞逓 遥遙 遲遅 邊辺 郞郎 鄉郷 "
    "鄕郷 醉酔 醫医 釀醸 釋釈 銳鋭 鋪舗 錄録 錢銭 鍊錬 鎭鎮 鐵鉄 鑄鋳 鑛鉱 閱閲 關関 "
    "陷陥 隨随 險険 隱隠 隸隷 雙双 雜雑 雞鶏 霸覇 靈霊 靜静 頬頰 顏顔 顯顕 飜翻 餘余 "
    "駈駆 騷騒 驅駆 驗験 驛駅 髓髄 體体 髙高 髮髪 鬥闘 鷄鶏 鹽塩 麥麦 麪麺 黃黄 黑黒 "
    "默黙 點点 黨党 齊斉 齋斎 齒歯 齡齢 龍竜 龜亀 﨑崎 𢖽志 𥡴稽 𨓜逸 𨺓隆 "
)
"""Old and other forms (異体字) and the official Japanese form of the same character.

Sources: kJoyoKanji, kJinmeiyoKanji, kZVariant and kSemanticVariant (Morohashi, type Z) of the
Unihan Database 15.0.0, and JPVariants.txt of OpenCC. Narrow on purpose: the right one of a pair
is on the lists of characters for general use or for names, the left one is not for general use,
so that no two characters of general use are ever taken for one another.
"""
