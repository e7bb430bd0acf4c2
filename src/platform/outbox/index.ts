export { type DispatchResult, dispatchOutbox, failedEvents, retryEvent } from './dispatch.ts'
export { runDispatcher } from './dispatcher.ts'
export { type DomainEvent, type EventPayloads, type EventType, emit, type Subscriptions } from './emit.ts'
export { notifyPurge, onPurge } from './purge.ts'
