export { createMailer } from './mailer.ts'
export { mailJobs, queueMail } from './queue-mail.ts'
