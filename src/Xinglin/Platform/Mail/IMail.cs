namespace Xinglin.Platform.Mail;

/// <summary>E-mail to people who work with the program. It holds no patient data: mail lies readable on servers that nobody here watches over.</summary>
public interface IMail
{
    /// <summary>Whether a mail server is set.</summary>
    bool IsSet { get; }

    /// <summary>Adds a message to the open unit of work: it leaves when that has been saved, and is tried again where the server does not take it.</summary>
    void Send(string address, string subject, string text);
}

/// <summary>A message on its way.</summary>
/// <param name="Id">Becomes the Message-ID, so that a message that comes twice is known as the same.</param>
internal sealed record MailMessage(Guid Id, string Address, string Subject, string Text);
