using System.Globalization;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Tests.Patients.MasterIndex;

/// <param name="Person">Who it is in truth.</param>
/// <param name="House">Number of the institution that registered.</param>
internal sealed record GeneratedPatient(int Person, int House, PatientFacts Facts);

/// <summary>
/// The registers of a county's institutions, made up: households with shared telephones and addresses, names as frequent as they are,
/// twins, children without a number, newborns under their mother's name, emergency patients whom nobody knows, and the mistakes of
/// registration desks. The divisions under 5198 were never assigned and mobile numbers beginning with 14 are given to no person.
/// </summary>
internal sealed class GeneratedRegistry(int seed)
{
    // Share of the population in percent, after the yearly reports on names of the Ministry of Public Security.
    private const string SurnameShares =
        "王7.25 李7.19 张6.83 刘5.38 陈4.53 杨3.08 赵2.29 黄2.23 周2.12 吴2.05 徐1.67 孙1.54 胡1.31 朱1.26 高1.21 林1.18 何1.17 郭1.15 马1.05 罗1.04 梁0.84 宋0.81 郑0.78 谢0.72 韩0.68 唐0.66 冯0.63 于0.62 董0.61 萧0.59 " +
        "程0.57 曹0.57 袁0.54 邓0.54 许0.54 傅0.51 沈0.50 曾0.50 彭0.49 吕0.47 苏0.47 卢0.47 蒋0.47 蔡0.46 贾0.42 丁0.42 魏0.42 薛0.42 叶0.41 阎0.41 余0.40 潘0.40 杜0.39 戴0.37 夏0.36 钟0.36 汪0.35 田0.35 任0.34 姜0.34 范0.33 方0.33 石0.32 " +
        "姚0.31 谭0.30 廖0.30 邹0.29 熊0.29 金0.29 陆0.28 郝0.27 孔0.27 白0.27 崔0.26 康0.25 毛0.25 邱0.25 秦0.24 江0.24 史0.23 顾0.23 侯0.23 邵0.22 孟0.22 龙0.21 万0.21 段0.20 章0.20 钱0.20 汤0.19 尹0.19 黎0.18 易0.17 常0.17 武0.16 乔0.16 " +
        "贺0.15 赖0.15 龚0.14 文0.14 欧阳0.06 上官0.02 诸葛0.01 单0.05 仇0.04 解0.05 查0.04 覃0.12 翟0.1 苗0.08 岳0.09 牟0.05 冷0.04 温0.1 柏0.03 卓0.03 戚0.03 滕0.04 褚0.02 靳0.05";

    private const string OldMen = "建国 志明 国强 永福 德胜 长青 广田 学军 守信 建军 建华 国庆 福生 玉山 金山 德义 文明 明亮 宝山 树林 春生 卫国 卫东 新民 振华 立新 俊峰 军 强 勇 平 伟 斌 辉 刚 明 华";
    private const string OldWomen = "秀英 桂兰 淑珍 丽华 玉梅 凤霞 桂英 玉兰 秀兰 秀珍 玉珍 凤英 桂芳 春花 月娥 素云 巧珍 兰芳 淑芬 淑英 翠花 金花 桂花 红 霞 敏 静 丽 芳 艳 娟 燕 玲 萍 梅 英 华";
    private const string YoungMen = "浩然 子轩 文博 家豪 俊杰 宇航 浩宇 梓涵 一鸣 子涵 宇轩 博文 天宇 明轩 昊天 俊熙 奕辰 沐宸 浩 磊 鑫 鹏 超 涛 杰 帅 凯 晨 宇 阳";
    private const string YoungWomen = "雨桐 佳怡 欣妍 思琪 梓涵 欣怡 诗涵 雨涵 梦琪 可欣 子萱 一诺 依诺 语桐 若曦 佳琪 婷婷 晓燕 美玲 红霞 婷 雪 颖 倩 娜 瑶 悦 琳 慧 璐";
    private const string GivenCharacters = "国建文明志永福德金玉春秀桂兰英珍丽华凤梅霞红芳淑素云月花荣美玲燕婷欣怡佳雨涵思琪梦诗雪颖子轩浩宇博俊杰家豪天昊晨曦一鸣伟军强勇平斌辉刚磊鹏超涛凯林海山江河石松柏泉清源远达兴旺发庆喜祥瑞吉安康宁静洁莹瑶琳慧敏";

    // Written one for the other at the desk; not all of them stand in the program's own list.
    private const string Misread = "未末 士土 已己 晴睛 清情 明朋 陈阵 莹萤 荣营 伟玮 玲铃 梅海 敏毓 娟捐 婷停 琪淇 琳林 瑶遥 杰木 桂佳 梓辛 浩洁 源原 勇男 国图 博搏 晨震 霞暇 鹏朋 俊峻 建健 志忘 春舂 斌武 福副 宇字 轩斩 豪毫 欣炊 怡抬 英莫 秀季 华毕 林材 山出 永水 玉王 兰三 珍诊 花化 云去 月用";
    private const string Written = "张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 冯馮 国國 伟偉 丽麗 华華 强強 军軍 凤鳳 兰蘭 静靜 红紅 庆慶 荣榮 泽澤";

    private static readonly (string Value, double Cumulated)[] Surnames = Weighted(SurnameShares);
    private static readonly string[] Roads = ["河东村", "李家沟村", "石板村", "柳树湾", "新建街", "中心街", "西关社区", "桃园小区", "东岭村", "前进路", "大槐树村", "南坡村", "太平社区", "文化路", "滨河花园", "枣林村"];
    private static readonly string[] Towns = ["柳河镇", "石桥镇", "城关街道", "大岭乡", "青龙镇", "白马镇", "沙河街道", "五里乡", "双庙镇", "清泉镇", "龙泉街道", "黑山乡"];
    private static readonly string[] Counties = ["青石县", "清河县", "云川市城东区"];
    private static readonly DateOnly Today = new(2026, 6, 30);

    private readonly Random random = new(seed);
    private readonly Dictionary<int, string[]> sounds = GivenCharacters.Concat(SurnameShares.Where(character => character > 255)).Distinct()
        .GroupBy(Syllables.Number).ToDictionary(group => group.Key, group => group.Select(character => character.ToString()).ToArray());
    private int people;

    private sealed record Person(int Id, string Name, bool Male, DateOnly Born, string Number, string? Phone, string Nation, string HealthRecord, Person? Mother);

    private sealed record Home(int County, string Town, string Road, int Door, string Phone, List<Person> People);

    /// <summary>About <paramref name="registrations"/> registrations by <paramref name="houses"/> institutions.</summary>
    public List<GeneratedPatient> Make(int registrations, int houses = 4)
    {
        var made = new List<GeneratedPatient>(registrations);
        while (made.Count < registrations)
        {
            var home = NewHome();
            foreach (var person in home.People)
            {
                // Most are known in one institution, some in all; a few twice in the same one.
                var first = random.Next(houses);
                for (var house = 0; house < houses; house++)
                {
                    if (house != first && !Is(.28)) continue;
                    made.Add(new(person.Id, house, Register(person, home, house)));
                    if (Is(.015)) made.Add(new(person.Id, house, Register(person, home, house)));
                }
            }

            if (Is(.004)) made.Add(new(people++, random.Next(houses), new("无名氏20260611", Is(.7) ? AdministrativeSex.Male : AdministrativeSex.Female, new DateOnly(2026 - random.Next(20, 80), 1, 1), IdentityKind.Unidentified, BirthDateEstimated: true)));
        }

        return made;
    }

    private Home NewHome()
    {
        var home = new Home(random.Next(Counties.Length), Pick(Towns), Pick(Roads), random.Next(1, 400), Mobile(), []);
        var surname = Surname();
        var born = Today.AddDays(-random.Next(22 * 365, 75 * 365));
        var husband = NewPerson(home, surname, true, born, null);
        var wife = NewPerson(home, Surname(), false, born.AddDays(random.Next(-1500, 2200)), null);
        home.People.Add(husband);
        if (Is(.85)) home.People.Add(wife);
        var children = random.Next(4) switch { 0 => 0, 1 or 2 => 1, _ => 2 };
        var birth = born.AddDays(random.Next(21 * 365, 36 * 365));
        for (var child = 0; child < children && birth < Today; child++, birth = birth.AddDays(random.Next(400, 2500)))
        {
            home.People.Add(NewPerson(home, surname, Is(.52), birth, wife));
            if (Is(.015)) home.People.Add(NewPerson(home, surname, Is(.5), birth, wife));
        }

        if (Is(.15)) home.People.Add(NewPerson(home, surname, Is(.5), born.AddDays(-random.Next(20 * 365, 32 * 365)), null));
        return home;
    }

    private Person NewPerson(Home home, string surname, bool male, DateOnly born, Person? mother)
    {
        var id = people++;
        var given = Given(male, born);
        // Twins are often named alike: one character the same.
        if (home.People.LastOrDefault() is { } twin && twin.Born == born && Is(.6)) given = twin.Name[^1] + given[^1..];
        var age = Today.Year - born.Year;
        var digits = string.Create(CultureInfo.InvariantCulture, $"5198{home.County + 21}{born:yyyyMMdd}{random.Next(100):00}{random.Next(5) * 2 + (male ? 1 : 0)}");
        return new(id, surname + given, male, born, digits + ResidentId.CheckCharacter(digits), age > 12 ? Mobile() : null, Is(.93) ? "01" : "03",
            string.Create(CultureInfo.InvariantCulture, $"5198{home.County + 21}001{id:00000000}"), mother);
    }

    private PatientFacts Register(Person person, Home home, int house)
    {
        var age = Today.Year - person.Born.Year;
        var newborn = age < 1 && person.Mother is not null && Is(.5);
        var kind = newborn ? IdentityKind.Newborn : IdentityKind.ResidentId;
        string? number = person.Number;
        if (newborn || Is(age < 7 ? .55 : .1)) (number, kind) = (null, newborn ? kind : IdentityKind.NotShown);
        else if (Is(.018)) number = Slip(number);
        else if (age > 45 && Is(.01)) (number, kind) = (person.Number[..6] + person.Number[8..17], IdentityKind.Other);
        // The birth date is mostly taken from the card, and typed by hand where there is none.
        var born = number is null ? Mistype(person.Born, .06) : Mistype(person.Born, .006);
        var sex = Is(.002) != person.Male ? AdministrativeSex.Male : AdministrativeSex.Female;
        var phone = age < 13 ? null : Is(.14) ? null : Is(.15) ? home.Phone : Is(.2) ? Mobile() : person.Phone;
        if (phone is not null && Is(.01)) phone = SlipDigits(phone);
        return new(newborn ? $"{person.Mother!.Name}之{(person.Male ? "子" : "女")}" : Misname(person.Name), sex, born, kind, number, Phone: phone, Address: Address(home),
            HealthRecordNumber: Is(.3) ? person.HealthRecord : null, CardNumber: Is(.4) ? $"{house}{random.Next(100_000_000)}" : null, Ethnicity: Is(.8) ? person.Nation : null,
            GuardianName: age < 14 && person.Mother is not null && Is(.7) ? person.Mother.Name : null, GuardianRelation: "父母", GuardianPhone: age < 14 ? home.Phone : null);
    }

    private string? Address(Home home)
    {
        if (Is(.1)) return null;
        if (Is(.06)) return $"{Pick(Counties)}{Pick(Towns)}{Pick(Roads)}{random.Next(1, 400)}号";
        var county = Is(.3) ? "山南省云川市" + Counties[home.County].Replace("云川市", "", StringComparison.Ordinal) : Is(.2) ? "" : Counties[home.County];
        return $"{county}{home.Town}{home.Road}{(Is(.25) ? "" : Is(.5) ? $"{home.Door}号" : $"{home.Door}")}";
    }

    private string Misname(string name)
    {
        var place = random.Next(name.Length);
        return random.Next(1000) switch
        {
            < 14 => Exchange(name, place, sounds.GetValueOrDefault(Syllables.Number(name[place]), [name[place].ToString()])),
            < 22 => Replace(name, Misread),
            < 27 => Replace(name, Written),
            < 29 when name.Length == 3 => $"{name[0]}{name[2]}{name[1]}",
            < 31 when name.Length == 3 => name.Remove(2 - place % 2, 1),
            < 34 => Exchange(name, name.Length - 1, [GivenCharacters[random.Next(GivenCharacters.Length)].ToString()]),
            _ => name
        };
    }

    private string Replace(string name, string pairs)
    {
        foreach (var pair in pairs.Split(' '))
            if (name.IndexOf(pair[0], StringComparison.Ordinal) is >= 0 and var place) return Exchange(name, place, [pair[1].ToString()]);
        return name;
    }

    private string Exchange(string name, int place, string[] choices) => name[..place] + Pick(choices) + name[(place + 1)..];

    private DateOnly Mistype(DateOnly born, double share)
    {
        if (!Is(share)) return born;
        switch (random.Next(6))
        {
            case 0 when born.Day <= 12: return new(born.Year, born.Day, born.Month);
            case 1: return born.AddDays(born.Day > 20 ? -10 : 10);
            case 2: return born.AddYears(Is(.5) ? 1 : -1);
            case 3: return new(born.Year, 1, 1);
            case 4:
                var lunar = new ChineseLunisolarCalendar();
                var day = born.ToDateTime(TimeOnly.MinValue);
                var (year, month) = (lunar.GetYear(day), lunar.GetMonth(day));
                if (lunar.GetLeapMonth(year) is > 0 and var leap && month >= leap) month--;
                return new(year, month, Math.Min(lunar.GetDayOfMonth(day), DateTime.DaysInMonth(year, month)));
            default: return born.AddDays(random.Next(1, 9));
        }
    }

    /// <summary>One digit wrong, or two neighbours exchanged; never in the birth date, which the desk would notice.</summary>
    private string Slip(string number)
    {
        var characters = number.ToCharArray();
        var place = Is(.5) ? random.Next(1, 5) : random.Next(14, 16);
        if (Is(.4) && characters[place] != characters[place + 1]) (characters[place], characters[place + 1]) = (characters[place + 1], characters[place]);
        else characters[place] = (char)('0' + (characters[place] - '0' + random.Next(1, 10)) % 10);
        return new(characters);
    }

    private string SlipDigits(string number)
    {
        var characters = number.ToCharArray();
        characters[random.Next(3, 11)] = (char)('0' + random.Next(10));
        return new(characters);
    }

    private string Given(bool male, DateOnly born)
    {
        if (Is(.45))
        {
            var known = (male ? born.Year < 1985 ? OldMen : YoungMen : born.Year < 1985 ? OldWomen : YoungWomen).Split(' ');
            // The first of a list are the most frequent.
            return known[Math.Min(known.Length - 1, (int)(known.Length * random.NextDouble() * random.NextDouble()))];
        }

        var first = GivenCharacters[random.Next(GivenCharacters.Length)];
        return Is(.12) ? first.ToString() : $"{first}{GivenCharacters[random.Next(GivenCharacters.Length)]}";
    }

    private string Surname()
    {
        var drawn = random.NextDouble() * Surnames[^1].Cumulated;
        return Surnames.First(one => drawn <= one.Cumulated).Value;
    }

    private string Mobile() => string.Create(CultureInfo.InvariantCulture, $"14{random.Next(1_000_000_000):000000000}");

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private bool Is(double share) => random.NextDouble() < share;

    private static (string, double)[] Weighted(string text)
    {
        var sum = 0.0;
        return [.. text.Split(' ').Select(one =>
        {
            var digit = one.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            sum += double.Parse(one[digit..], CultureInfo.InvariantCulture);
            return (one[..digit], sum);
        })];
    }
}
