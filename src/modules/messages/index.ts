export { setAnsweringHours } from './answering-hours.ts'
export { answering } from './hours.ts'

export { personalData } from './personal-data.ts'
export { answeringHours, findThread, messagesOf } from './queries.ts'
export { messagesRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { continueThread, startThread } from './write-message.ts'
