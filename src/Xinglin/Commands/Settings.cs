namespace Xinglin.Commands;

/// <summary>The settings that the program reads, for <c>--help</c>; a test holds this list to what the code reads.</summary>
internal static class Settings
{
    public const string Help = """
        设置（命令行写作 --名称=值 或 --名称 值；环境变量把冒号写作两个下划线，如 Xinglin__DataDirectory；也可写入程序旁的 appsettings.json）：

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
          --Xinglin:Matching:Certain=概率
              概率达到多少，系统自行把不同机构的两份患者登记关联为同一人。默认 0.999。
          --Xinglin:Matching:Possible=概率
              概率达到多少，列出来由人核对是不是同一人。默认 0.5。
          --Xinglin:Matching:InMemory=份数
              批量匹配时同时放在内存里的患者登记。默认 1500000，每份约占 0.6 KB。
          --Xinglin:RepeatReasons:代码=名称
              本地区在 R1 至 R6 之下的重复检查原因，如 --Xinglin:RepeatReasons:R2-2=超过本省规定的有效期。可有多个。
          --Xinglin:CriticalValueMinutes=分钟
              危急值须在多少分钟内由医师确认；协议条款写明时限的按条款。默认 30。
          --Xinglin:ChangedResultHours=小时
              引用过的报告被修订或作废后，医师须在多少小时内确认。默认 24。
          --Xinglin:Holidays:年份:Off=日期
              该年的放假日期，逗号隔开，如 "2027-01-01..2027-01-03,2027-02-05..2027-02-11"。程序已知 2025、2026 年；
              国务院办公厅每年 11 月前后公布下一年的安排，没有设置的年份只按法定节日计算工作日，不含调休。
          --Xinglin:Holidays:年份:Worked=日期
              该年因调休而上班的周末，逗号隔开。
          --Xinglin:Chromium=文件
              Chromium 程序的位置，用来把履约情况说明、转诊单和同意书输出为 PDF。不设则只能由浏览器打印。
          --Xinglin:PublicAddress=地址
              打开本系统的地址，如 https://xinglin.example.cn，用于二维码、短信和邮件中的链接。不设则用办理时所用的地址。
          --Xinglin:PatientAddress=地址
              患者查询页面对外的地址，与上面不同时设置。
          --Xinglin:TrustedProxies=地址
              反向代理的 IP 地址或网段，多个用分号隔开，如 "10.0.0.5;10.0.1.0/24"。
              只有从这些地址转来的请求才采用其 X-Forwarded-For 和 X-Forwarded-Proto。不设则都不采用。
          --urls=地址
              监听地址，多个用分号隔开。默认 http://localhost:5080。
              也可用 --http_ports=端口、--https_ports=端口 或 --Kestrel:Endpoints:名称:Url=地址。
          --Logging:LogLevel:Default=级别
              日志级别：Debug、Information、Warning、Error。默认 Information。

        短信（不设 Url 时，每条短信写成数据目录下 sms 中的一个文件）：

          --Xinglin:Sms:Url=地址
              短信平台的接口地址，以 POST 提交 JSON，答复 2xx 为成功。
          --Xinglin:Sms:Body=模板
              提交的 JSON，其中 {number}、{text}、{id} 换成号码、内容、编号。默认 {"id":"{id}","number":"{number}","text":"{text}"}。
          --Xinglin:Sms:SecretFile=文件
              密钥文件，内容放入请求头。
          --Xinglin:Sms:SecretHeader=名称
              放密钥的请求头。默认 Authorization。

        邮件（不设 Server 则不发邮件；职工在“我的通知设置”中自己选择接收哪些）：

          --Xinglin:Mail:Server=主机
              发送邮件的 SMTP 服务器。
          --Xinglin:Mail:Port=端口
              默认 587。
          --Xinglin:Mail:Security=starttls|tls|none
              加密方式。默认 starttls。
          --Xinglin:Mail:Sender=地址
              发件人，如 "杏林 <xinglin@example.cn>"。设了 Server 就必须设置。
          --Xinglin:Mail:User=用户名
              服务器要求登录时的用户名。
          --Xinglin:Mail:PasswordFile=文件
              存放登录密码的文件。

        患者查询（患者凭链接和验证码在手机上查看）：

          --Xinglin:PatientView:LinkDays=天数
              链接有效多少天。默认 30。
          --Xinglin:PatientView:CodeHours=小时
              随链接交给患者的验证码多久内有效。默认 72。
          --Xinglin:PatientView:FreshCodeMinutes=分钟
              患者自己重新取的验证码多久内有效。默认 15。
          --Xinglin:PatientView:CodesPerDay=次数
              患者每天最多自己取几次验证码。默认 5。
          --Xinglin:PatientView:LockAfter=次数
              连续输错几次后锁定链接。默认 5。
          --Xinglin:PatientView:SessionMinutes=分钟
              进入一次最长看多久。默认 30。
          --Xinglin:PatientView:AttemptsPerMinute=次数
              同一网络地址每分钟最多打开链接几次。默认 60。

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

        接口：

          --Xinglin:Api:RequestsPerMinute=次数
              一个接口客户端每分钟最多请求几次，客户端可另设，各节点分别计数。默认 600。
          --Xinglin:Api:SecretValidDays=天数
              新密钥多少天后到期，建立时可另定。默认 365。
          --Xinglin:Api:RotationOverlapDays=天数
              轮换后旧密钥还可用几天，轮换时可另定。默认 7。
          --Xinglin:Api:IdempotencyHours=小时
              同一 Idempotency-Key 的应答保留多久，供重发时返回。默认 24。

        检查检验的 HL7 v2 接口（发送系统在页面“接口连接”中登记）：

          --Xinglin:Hl7v2:Port=端口
              以 MLLP 接收消息的 TCP 端口，0 为不接收。默认 0。
          --Xinglin:Hl7v2:Certificate=文件
              证书（PEM，含中间证书），设了则以 TLS 接收。默认不设。
          --Xinglin:Hl7v2:CertificateKey=文件
              证书的私钥（PEM），与证书在同一文件时不必写。默认不设。
          --Xinglin:Hl7v2:Folder=目录
              收取消息文件的目录，每个发送系统一个子目录。默认不设。
          --Xinglin:Hl7v2:MostMegabytes=MB
              一条消息或一个文件最大多少。默认 20。
          --Xinglin:Hl7v2:BufferMegabytes=MB
              所有没有收完的消息合计最多占多少内存。默认 200。
          --Xinglin:Hl7v2:MostConnections=个数
              一个节点最多同时有多少个连接。默认 200。
          --Xinglin:Hl7v2:ConnectionsPerAddress=个数
              其中同一地址最多多少个。默认 20。
          --Xinglin:Hl7v2:MessageSeconds=秒
              一条消息开始后多久必须收完，应答多久必须被取走。默认 60。
          --Xinglin:Hl7v2:IdleMinutes=分钟
              连接多久没有消息即断开。默认 60。
          --Xinglin:Hl7v2:KeepDays=天数
              已处理的消息保留多久。默认 180。

        页面自动更新：

          --Xinglin:Live:StreamsPerUser=个数
              一人在一个节点上最多同时打开几个更新连接，更多的页面改为每半分钟查询。默认 4。
          --Xinglin:Live:StreamMinutes=分钟
              一个更新连接最长多久，到时由页面重新建立。默认 5。
          --Xinglin:Live:HeartbeatSeconds=秒
              没有变化时多久发一次心跳，应短于反向代理的超时。默认 25。

        事件推送：

          --Xinglin:Webhooks:AllowedNetworks=网段
              允许推送到的内部网段，多个用分号隔开，如 "10.20.0.0/16;127.0.0.0/8"。内部地址除此之外一律不推送。默认不设。
          --Xinglin:Webhooks:AllowHttp=true|false
              是否允许不加密的 http 接收地址，本机除外。默认 false。
          --Xinglin:Webhooks:TimeoutSeconds=秒
              等接收方应答多久。默认 10。
          --Xinglin:Webhooks:MostAttempts=次数
              一条推送最多尝试几次，间隔逐渐加长到一小时。默认 30。
          --Xinglin:Webhooks:PauseAfterFailures=次数
              连续失败几次后暂停推送并通知医联体办公室。默认 20。
          --Xinglin:Webhooks:RotationOverlapDays=天数
              更换签名密钥后旧密钥还同时签名几天。默认 7。
          --Xinglin:Webhooks:LogDays=天数
              推送记录保留多久。默认 30。
        """;
}
