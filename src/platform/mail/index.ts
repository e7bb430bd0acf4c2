export { createMailer, type Mailer } from './mailer.ts'
export { type Mail, mailJobs, queueMail } from './queue-mail.ts'
