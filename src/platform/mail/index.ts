export { createMailer } from './mailer.ts'
export { emptyMailsTo, mailsTo } from './personal-mails.ts'
export { mailJobs, queueMail } from './queue-mail.ts'
