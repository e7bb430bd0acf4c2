import fc from 'fast-check'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { unlockSecrets } from '#platform/secrets'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { goBack, publishDraft, saveDraft } from './change-look.ts'
import { contrastFaults, contrastRatio, nearestReadable } from './contrast.ts'
import { cssOf } from './css.ts'
import { keepLogo } from './keep-logo.ts'
import { defaultLook, targetSchema } from './look.ts'
import { isPreviewKey, previewKey } from './preview.ts'
import { findCss, listThemes, publishedLook, readDraft } from './queries.ts'

const world = useWorld()
const blueLook = { ...defaultLook, colours: { ...defaultLook.colours, accent: '#1d4ed8' } }

describe('colours', () => {
  test('contrast is that of WCAG: 21 for black on white, 1 for the same', () => {
    expect([contrastRatio('#000000', '#ffffff'), contrastRatio('#777777', '#777777')]).toEqual([21, 1])
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  test('the look we ship can be read', () => {
    expect(contrastFaults(defaultLook.colours)).toEqual([])
  })

  test('what cannot be read is named, with a colour that can', () => {
    const faults = contrastFaults({ ...defaultLook.colours, accent: '#ff8a70' })
    expect(faults).toMatchObject([{ pair: 'button', colour: 'accent' }])
    expect(contrastRatio(faults[0]?.proposal ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
  })

  test('every proposal can be read, whatever the colours', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colour, colour, (hex, fixed) => {
        const proposal = nearestReadable(hex, fixed)
        expect(proposal === null || contrastRatio(proposal, fixed) >= 4.5).toBe(true)
      }),
      { numRuns: 200, seed: 4 },
    )
  })
})

describe('the style sheet', () => {
  test('an untouched look writes nothing; a changed colour only custom properties', () => {
    expect(cssOf(defaultLook).css).toBe('')
    expect(cssOf(blueLook).css).toMatch(/^html:root\{(--[a-z-]+:[^;{}]+;?)+\}\n$/)
    expect(cssOf(blueLook).css).toContain('--tomato:#1d4ed8')
  })
})

describe('a draft', () => {
  test('is nobody’s to overwrite unread', async () => {
    await saveDraft(world.cx, { look: blueLook, version: 0 })
    await expect(saveDraft(world.cx, { look: defaultLook, version: 0 })).rejects.toThrow('theme.stale')
    await saveDraft(world.cx, { look: defaultLook, version: 1 })
    expect((await readDraft(world.cx)).version).toBe(2)
  })

  test('of many who save at once one wins', async () => {
    const saves = await Promise.allSettled(
      Array.from({ length: 8 }, () => saveDraft(world.cx, { look: blueLook, version: 0 })),
    )
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is published as it was looked at, and one press leads back', async () => {
    await saveDraft(world.cx, { look: blueLook, version: 0 })
    expect((await publishedLook(world.cx)).look).toEqual(defaultLook)
    await expect(publishDraft(world.cx, 0)).rejects.toThrow('theme.stale')
    await publishDraft(world.cx, 1)
    const { look, cssKey } = await publishedLook(world.cx)
    expect([look.colours.accent, await findCss(world.cx, cssKey)]).toEqual(['#1d4ed8', cssOf(blueLook).css])
    await goBack(world.cx, null)
    expect((await publishedLook(world.cx)).look).toEqual(defaultLook)
    const [, blue] = await listThemes(world.cx)
    await goBack(world.cx, blue?.id ?? '')
    expect((await publishedLook(world.cx)).look).toEqual(blueLook)
    await expect(goBack(world.cx, '999999')).rejects.toThrow('theme.not-found')
  })

  test('that cannot be read is kept but not published', async () => {
    const pale = { ...defaultLook, colours: { ...defaultLook.colours, ink: '#dddddd' } }
    await saveDraft(world.cx, { look: pale, version: 0 })
    await expect(publishDraft(world.cx, 1)).rejects.toThrow('theme.unreadable')
    expect(await listThemes(world.cx)).toEqual([])
  })
})

test('a key shows the draft for half an hour and cannot be made by others', () => {
  unlockSecrets('a-secret-for-tests-that-is-long-enough')
  const key = previewKey(world.cx)
  expect(isPreviewKey(world.cx, key)).toBe(true)
  expect(isPreviewKey(world.cx, `${Number(key.split('.')[0]) + 1}.${key.split('.')[1]}`)).toBe(false)
  expect(isPreviewKey(world.cx, 'abc')).toBe(false)
  world.clock.advanceMs(30 * 60_000)
  expect(isPreviewKey(world.cx, key)).toBe(false)
})

test.each([
  ['page:list?medium=cd', true],
  ['collection:jazz', true],
  ['https://elsewhere.example/', true],
  ['/journal', true],
  ['//elsewhere.example', false],
  ['javascript:alert(1)', false],
])('a link to %s: %s', (target, isGood) => {
  expect(targetSchema.safeParse(target).success).toBe(isGood)
})

describe('a logo', () => {
  beforeEach(() => {
    world.outside.files = memoryFiles()
  })

  test('drawn with a script in it is kept as a picture, and fetches nothing', async () => {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><script>alert(1)</script>
      <image href="http://127.0.0.1:1/spy.png" width="10" height="10"/><rect x="5" y="5" width="280" height="70" fill="#c93a24"/></svg>`
    const logo = await keepLogo(world.cx, new Uint8Array(new TextEncoder().encode(drawing)))
    const kept = await world.outside.files?.get(logo.fileKey)
    expect((await sharp(kept?.bytes).metadata()).format).toBe('webp')
    expect(logo.height).toBeLessThanOrEqual(200)
  })

  test('that is no picture is refused', async () => {
    await expect(keepLogo(world.cx, new Uint8Array([1, 2, 3]))).rejects.toThrow('theme.not-a-logo')
  })
})
