import { expect, test } from 'vitest'
import { changeSettings } from '#modules/team'
import { useWorld } from '#support/world'
import { publishTerms } from './publish-terms.ts'
import { currentTerms, listTerms } from './queries.ts'
import { digestOf, missingSettings, termsTexts } from './terms.ts'

const world = useWorld()

test('a version is a whole text that stays; publishing the same again makes no second', async () => {
  await changeSettings(world.cx, { shopName: 'Le Bac', mediator: 'CM2C, cm2c.net' })
  const first = await publishTerms(world.cx)
  expect(first).toMatchObject({ number: 1, digest: digestOf(first.texts) })
  expect(first.texts.fr).toContain('CM2C, cm2c.net')
  expect(first.texts.fr).toContain('ma/notre (*) rétractation du contrat')
  expect(first.texts.en).toContain('translation')
  expect(first.texts.fr).toMatch(
    /─\nLa garantie légale de conformité, en entier\n\nLe consommateur dispose d’un délai de deux ans/,
  )
  expect((await publishTerms(world.cx)).number).toBe(1)
  await changeSettings(world.cx, { mediator: 'MCP, mcpmediation.org' })
  expect((await publishTerms(world.cx)).number).toBe(2)
  const [, kept] = await listTerms(world.cx)
  expect(kept?.texts.fr).toBe(first.texts.fr)
})

test('of many who publish at once one makes the version', async () => {
  const numbers = await Promise.all(Array.from({ length: 6 }, () => publishTerms(world.cx)))
  expect(new Set(numbers.map(({ number }) => number))).toEqual(new Set([1]))
  expect((await currentTerms(world.cx))?.number).toBe(1)
})

test('the seller is named with the numbers of the registers, a producer with its identifiers', async () => {
  const plain = await changeSettings(world.cx, {
    legalIdentity: 'EURL',
    siren: '732 829 320',
    vatNumber: 'FR44732829320',
  })
  expect(termsTexts(plain).fr).toContain('EURL, SIREN 732 829 320, TVA FR44732829320')
  expect(termsTexts(plain).fr).not.toContain('Responsabilité élargie')
  const producer = await changeSettings(world.cx, { producerIds: 'Emballages ménagers : FR000000_01ABCD' })
  expect(termsTexts(producer).fr).toContain('Emballages ménagers : FR000000_01ABCD')
})

test('what the shop has not said about itself is listed', async () => {
  const settings = await changeSettings(world.cx, { mediator: 'CM2C', host: '' })
  expect(missingSettings(settings)).toContain('host')
  expect(missingSettings(settings)).not.toContain('mediator')
  expect(Object.keys(termsTexts(settings))).toEqual(['fr', 'en'])
})
