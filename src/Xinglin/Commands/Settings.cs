namespace Xinglin.Commands;

/// <summary>The settings that the program reads, for <c>--help</c>; a test holds this list to what the code reads.</summary>
internal static class Settings
{
    public const string Help = """
        设置（命令行写作 --名称=值；环境变量把冒号写作两个下划线，如 Xinglin__DataDirectory；也可写入程序旁的 appsettings.json）：

          --Xinglin:DataDirectory=目录
              数据目录，存放 SQLite 数据库、审计密钥和数据密钥。默认 xinglin-data，演示为 xinglin-data/demo。
          --ConnectionStrings:Xinglin=连接串
              使用 PostgreSQL，如 "Host=db;Database=xinglin;Username=xinglin;Password=…"。不设则用 SQLite。
          --Xinglin:AuditKeyFile=文件
              审计密钥文件，首次启动时生成，多个节点必须共用。默认为数据目录下的 audit.key。
          --Xinglin:DataKeyFile=文件
              数据密钥文件，加密患者的证件号码、电话、地址、转诊病情和检查检验结果，首次启动时生成，多个节点必须共用，丢失后无法读出。
              默认为数据目录下的 data.key。
          --Xinglin:LateConsentHours=小时
              紧急情况下知情同意的补签时限。默认 24。
          --Xinglin:EmergencyAccessHours=小时
              一次紧急调阅的有效时间。默认 24。
          --Xinglin:CriticalValueMinutes=分钟
              危急值须在多少分钟内由医师确认；协议条款写明时限的按条款。默认 30。
          --Xinglin:ChangedResultHours=小时
              引用过的报告被修订或作废后，医师须在多少小时内确认。默认 24。
          --Xinglin:Chromium=文件
              Chromium 程序的位置，用来把履约情况说明、转诊单和同意书输出为 PDF。不设则只能由浏览器打印。
          --Xinglin:TrustedProxies=地址
              反向代理的 IP 地址或网段，多个用分号隔开，如 "10.0.0.5;10.0.1.0/24"。
              只有从这些地址转来的请求才采用其 X-Forwarded-For 和 X-Forwarded-Proto。不设则都不采用。
          --urls=地址
              监听地址，多个用分号隔开。默认 http://localhost:5080。
              也可用 --http_ports=端口、--https_ports=端口 或 --Kestrel:Endpoints:名称:Url=地址。
          --Logging:LogLevel:Default=级别
              日志级别：Debug、Information、Warning、Error。默认 Information。

        登录与密码：

          --Xinglin:Identity:PasswordMinimumLength=个数
              密码最少几位。默认 8。
          --Xinglin:Identity:PasswordCharacterClasses=个数
              密码须含大写字母、小写字母、数字、符号中的几类。默认 3。
          --Xinglin:Identity:PasswordHistory=个数
              不能与最近几次用过的密码相同。默认 5。
          --Xinglin:Identity:PasswordValidDays=天数
              密码多少天后必须更换，0 为不要求。默认 90。
          --Xinglin:Identity:LockOutAfter=次数
              连续失败几次后锁定账号。默认 5。
          --Xinglin:Identity:LockOutMinutes=分钟
              因连续失败锁定多久。默认 15。
          --Xinglin:Identity:IdleMinutes=分钟
              多久没有操作即退出登录。默认 20。
          --Xinglin:Identity:SessionHours=小时
              一次登录最长多久。默认 12。
          --Xinglin:Identity:SecondFactorForAdministrators=true|false
              系统、安全、审计管理员是否必须使用双因素认证。默认 true。
          --Xinglin:Identity:RecoveryCodes=个数
              每人有几个一次性恢复码。默认 10。
          --Xinglin:Identity:AttemptsPerMinute=次数
              同一网络地址每分钟最多尝试登录几次。默认 30。
        """;
}
