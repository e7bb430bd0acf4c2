import { createTransport } from 'nodemailer'
import { Outage } from '#kernel/refusal'

type Letter = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly unsubscribeUrl: string | null
}

type Mailer = { send(letter: Letter): Promise<void> }

declare module '#platform/cx' {
  interface Outside {
    /** Undefined when no mail server is configured: mails are then kept to be read in the office. */
    mailer: Mailer | undefined
  }
}

const timeoutMs = 20_000

export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  const domain = from.replace(/^.*@/, '').replace(/>.*$/, '')
  return {
    async send({ id, to, subject, text, html, unsubscribeUrl }) {
      // The same Message-ID on every attempt lets the receiver recognise a mail whose confirmation was lost.
      const letter = {
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        ...(html === undefined ? {} : { html }),
        ...(unsubscribeUrl === null ? {} : { headers: oneClick(unsubscribeUrl) }),
      }
      await transport.sendMail(letter).catch((cause: unknown) => {
        throw new Outage('mail', cause instanceof Error ? cause.message : String(cause), { cause })
      })
    },
  }
}

/** RFC 8058: the mail program posts to the address itself, without cookies and without a page. */
const oneClick = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})
