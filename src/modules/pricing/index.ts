import './events.ts'

export { type ChannelPriceRule, channelPrice } from './channel-price.ts'
export { channelPrices, listPrices, startingPrices } from './queries.ts'
export { pricingRefusals } from './refusals.ts'
export { setChannelRule } from './set-channel-rule.ts'
export { setListPrices } from './set-list-prices.ts'
export { type StartingPrices, startingPrice } from './starting-price.ts'
