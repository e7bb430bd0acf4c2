export { attemptsShown, dispatchOutbox, failedEvents, retryEvent } from './dispatch.ts'
export { runDispatcher } from './dispatcher.ts'
// `export *`, so that `declare module '#platform/outbox'` reaches EventPayloads: TypeScript merges through nothing else.
export * from './emit.ts'
export { notifyPurge, onPurge } from './purge.ts'
