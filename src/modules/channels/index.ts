export { connectAccount, pauseAccount, resumeAccount, retryListing } from './accounts.ts'
export type {
  Connector,
  ConnectorLimits,
  ConnectorLink,
  ConnectorMaker,
  CreationTrace,
  Finding,
  ListingPhoto,
  OrdersCursor,
  Publication,
  PublishEntry,
  Rejection,
  RemoteAddress,
  RemoteListing,
  RemoteOrder,
  RemoteState,
  WantedListing,
  Withdrawal,
  WithdrawEntry,
} from './connector.ts'
export { CredentialsRefused } from './connector.ts'
export { subscriptions } from './events.ts'
export { verifyListings } from './explain.ts'
export { startLanes } from './lanes.ts'
export { pollOrders } from './poll-orders.ts'
export { receiveRemoteOrder } from './receive-order.ts'
export { channelsRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { runLane } from './run-lane.ts'
