import type { ShopLocals } from '#app/shop'
import type { Letterhead } from '#modules/returns'

export const letterheadOf = ({ shop }: Pick<ShopLocals, 'shop'>): Letterhead => ({
  shopName: shop.shopName,
  email: shop.email,
  address: shop.address,
})
