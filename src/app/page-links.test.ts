import { expect, test } from 'vitest'
import { linkHeaderOf } from './page-links.ts'

test('style sheets and preloads of a page are named ahead, nothing else and nobody else’s', () => {
  const head = `<link rel="preload" href="/assets/a.woff2" as="font" type="font/woff2" crossorigin>
    <link rel="stylesheet" href="/assets/page.css"><link rel="canonical" href="https://shop.example/"><link rel="stylesheet" href="//elsewhere.example/x.css">
    <link rel="icon" href="/shop-icon.svg">`
  expect(linkHeaderOf(head.replace('//elsewhere', 'https://elsewhere'))).toBe(
    '</assets/a.woff2>; rel=preload; as=font; crossorigin, </assets/page.css>; rel=preload; as=style',
  )
  expect(linkHeaderOf('<p>nothing</p>')).toBe('')
})
