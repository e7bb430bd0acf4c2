export { connectAccount } from './accounts.ts'
export type {
  Connector,
  ConnectorLimits,
  ConnectorLink,
  ConnectorMaker,
  CreationTrace,
  Finding,
  ListingPhoto,
  OrdersCursor,
  PictureBook,
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
export { laneGauges } from './queries-gauges.ts'
export { channelsRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { runLane } from './run-lane.ts'
