export { type RawRoute, type RequestFacts, type Route, rawRoute, route } from './route.ts'
export { idSchema, pageQuery, pageSchema, refusalSchema, timeSchema } from './schemas.ts'
