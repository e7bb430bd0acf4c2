export { answerQuestion } from './answer-question.ts'
export { askQuestion } from './ask-question.ts'
export { jobs } from './jobs.ts'
export { personalData } from './personal-data.ts'
export { type AnsweredQuestion, answeredQuestions } from './queries.ts'

export { questionsRefusals } from './refusals.ts'
export { routes } from './routes.ts'
