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
export { channelsRefusals } from './refusals.ts'
