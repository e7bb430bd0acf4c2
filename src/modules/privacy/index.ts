export { erasePerson, personWithEmail, readPerson, zipOf } from './person-data.ts'
export { retentionRuleNames, retentionRules } from './retention.ts'
export { createRoutes } from './routes.ts'
