/// <reference types="astro/client" />

declare namespace App {
  type Locals = import('#app/shop').ShopLocals
}
