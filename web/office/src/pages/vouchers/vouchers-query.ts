import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Body } from '../../api.ts'

export type Voucher = Body<'/vouchers', 'get'>['items'][number]

export const vouchersQuery = (text: string) =>
  queryOptions({
    queryKey: ['vouchers', 'list', text],
    queryFn: () => answer(api.GET('/vouchers', { params: { query: { text, limit: 200 } } })),
    placeholderData: (before) => before,
  })

export const voucherQuery = (voucherId: string) =>
  queryOptions({
    queryKey: ['vouchers', voucherId],
    queryFn: () => answer(api.GET('/vouchers/{voucherId}', { params: { path: { voucherId } } })),
  })
