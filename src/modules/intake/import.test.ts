import { expect, test } from 'vitest'
import { type ImportId, toId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { verifyStock } from '#modules/stock'
import { rebuildShelf, searchItems } from '#modules/storefront'
import { useWorld } from '#support/world'
import { exportCatalogue, getImport, inWords, rejectionReport, rejectionsOf, runImport, startImport } from './index.ts'
import type { ImportOptions } from './row.ts'
import { fileOfBytes } from './source-file.ts'

const world = useWorld()

const collectionHeader =
  'Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,Collection Media Condition,Collection Sleeve Condition,Collection Notes'

const collection = [
  collectionHeader,
  '"ABC 1, none",Les Étoiles (2),Nuit blanche,"Disques Lune, Lune (3)","12"", Mar",,2021,1001,Uncategorized,2022-10-25 04:18:01,Near Mint (NM or M-),Mint (M),',
  'none,"Vagues, Les",Marée haute,Port,"2xLP, Album",,,1002,Uncategorized,2022-10-25 04:18:01,,,\r',
  'X 3,Duo,Premier,Maison,"LP, Album",,1971,1003,Uncategorized,2022-10-26 04:18:01,,,"deux lignes\nde notes"',
  'X 3,Duo,Premier,Maison,"LP, Album",,1971,1003,Uncategorized,2022-10-26 04:18:01,,,"deux lignes\nde notes"',
  ',Duo,Sans numéro,Maison,CD,,1999,,Uncategorized,2022-10-27 04:18:01,,,',
  '',
  'X 4,Trio,Second,Maison,"7""",,abc,1004,Uncategorized,2022-10-28 04:18:01,Superb,,',
].join('\n')

const fileOf = (text: string, name = 'fichier.csv') => fileOfBytes(name, Buffer.from(text))

async function importText(text: string | Uint8Array, options: ImportOptions = {}, isDryRun = false) {
  const file = typeof text === 'string' ? fileOf(text) : fileOfBytes('fichier.csv', text)
  const importId = await startImport(world.cx, file, { options, isDryRun })
  await runImport(world.cx, importId, file)
  const { state, rowsRead, rowsAdded, rowsChanged, rowsUnchanged, rowsRejected, format } = await getImport(
    world.cx,
    importId,
  )
  return { importId, state, format, rows: [rowsRead, rowsAdded, rowsChanged, rowsUnchanged, rowsRejected] }
}

async function rejectionsFor(importId: ImportId) {
  const found = []
  for await (const rejection of rejectionsOf(world.cx, importId)) found.push(inWords(rejection, 'fr'))
  return found
}

async function find(text: string) {
  await rebuildShelf(world.cx)
  return (await searchItems(world.cx, { text, filters: {}, sort: 'relevance', page: 1 })).items
}

test('a Discogs collection becomes graded and ungraded copies on sale', async () => {
  const outcome = await importText(collection)
  expect(outcome).toMatchObject({ state: 'done', format: 'discogs-collection', rows: [6, 4, 0, 0, 2] })

  const [copy] = await find('nuit blanche')
  expect(copy).toMatchObject({
    artist: 'Les Étoiles',
    medium: 'vinyl',
    format: '12", Mar',
    mediaGrade: 'NM',
    sleeveGrade: 'M',
    priceMinor: 900,
  })
  expect(await find('les vagues')).toMatchObject([
    { artist: 'Les Vagues', formatWord: '2xLP', year: null, mediaGrade: null, priceMinor: 1550 },
  ])
  expect(await find('premier')).toHaveLength(2)
  expect(await verifyStock(world.cx)).toEqual([])
})

test('each rejected row says where it is, what is wrong and what to do', async () => {
  const { importId } = await importText(collection)
  expect(await rejectionsFor(importId)).toEqual([
    {
      row: 5,
      line: 8,
      code: 'no-release-id',
      problem: '«  » n’est pas un numéro de version Discogs.',
      remedy: expect.stringContaining('249504'),
    },
    {
      row: 6,
      line: 10,
      code: 'bad-grade',
      problem: '« Superb » n’est pas un état connu.',
      remedy: expect.stringContaining('VG+'),
    },
  ])
})

test('the same file twice changes nothing, a changed row changes its copy', async () => {
  await importText(collection)
  expect((await importText(collection)).rows).toEqual([6, 0, 0, 4, 2])

  const regraded = collection.replace('Near Mint (NM or M-)', 'Very Good (VG)')
  expect((await importText(regraded)).rows).toEqual([6, 0, 1, 3, 2])
  expect(await find('nuit blanche')).toMatchObject([{ mediaGrade: 'VG', priceMinor: 900 }])
})

test('a dry run counts the same and imports nothing', async () => {
  expect((await importText(collection, {}, true)).rows).toEqual([6, 4, 0, 0, 2])
  expect(await find('')).toEqual([])
})

test('the report of rejected rows, once corrected, can be imported as it is', async () => {
  const { importId } = await importText(collection)
  const lines = []
  for await (const line of rejectionReport(world.cx, importId, 'fr')) lines.push(line)
  const corrected = lines
    .join('')
    .replaceAll(',Superb,', ',Mint (M),')
    .replace('Sans numéro,Maison,CD,,1999,,', 'Sans numéro,Maison,CD,,1999,1005,')
  expect((await importText(corrected)).rows).toEqual([2, 2, 0, 0, 0])
})

test('a grade and a place can be stated for all copies that have none', async () => {
  await importText(collection, { grade: 'VG', place: 'b-12' })
  expect(await find('marée haute')).toMatchObject([{ mediaGrade: 'VG', sleeveGrade: 'VG' }])
  const rows = []
  for await (const line of exportCatalogue(world.cx)) rows.push(line.trim())
  expect(rows.slice(1).every((line) => line.endsWith(',B-12'))).toBe(true)
})

const inventory = [
  'listing_id,artist,title,label,catno,format,release_id,status,price,listed,comments,media_condition,sleeve_condition,accept_offer,external_id,weight,format_quantity,location,quantity',
  '501,Quatuor,Trois,Lune,L 3,"LP, Album",2001,For Sale,12.50,2026-01-01,"Belle copie,\nécoutée",Very Good Plus (VG+),Generic,N,note privée,230,1,C-A1,1',
  '502,Quatuor,Quatre,Lune,L 4,CD,2002,Sold,5.00,2026-01-01,,Mint (M),Mint (M),N,,85,1,,1',
  '503,Quatuor,Cinq,Lune,L 5,CD,2003,Draft,5.00,2026-01-01,,Mint (M),Mint (M),N,,85,1,,1',
  '501,Quatuor,Trois,Lune,L 3,"LP, Album",2001,For Sale,13.50,2026-01-01,,Very Good Plus (VG+),Generic,N,,230,1,C-A1,1',
].join('\r\n')

test('a seller inventory keeps listing numbers apart, drafts out and sold copies away', async () => {
  const outcome = await importText(inventory)
  expect(outcome).toMatchObject({ format: 'discogs-inventory', rows: [4, 1, 0, 0, 3] })
  expect((await rejectionsFor(outcome.importId)).map(({ code }) => code)).toEqual([
    'not-in-stock',
    'draft',
    'same-key-twice',
  ])
  expect(await find('trois')).toMatchObject([{ priceMinor: 1250, sleeveGrade: 'generic' }])
  expect((await importText(inventory, { withDrafts: true })).rows).toEqual([4, 1, 0, 1, 2])
})

test('prices in another currency are converted only with a rate', async () => {
  const dollars = 'Titre;Artiste;Support;Prix\nDimanche;Solo;CD;$10\nLundi;Solo;CD;8,00 €\n'
  const outcome = await importText(dollars)
  expect(outcome.rows).toEqual([2, 1, 0, 0, 1])
  expect(await rejectionsFor(outcome.importId)).toMatchObject([
    { code: 'no-rate', remedy: expect.stringContaining('--rate USD=') },
  ])
  expect((await importText(dollars, { rates: { USD: 0.92 } })).rows).toEqual([2, 1, 0, 1, 0])
  expect(await find('dimanche')).toMatchObject([{ priceMinor: 920 }])
})

test('tables in other encodings and with other separators read the same', async () => {
  const table = 'Référence;Artiste;Titre;Support;Année;Prix;Quantité\nR1;Émilie Brûlé;L’été;33 tours;1974;12,50;1\n'
  const encodings = [
    Buffer.from(`\ufeff${table}`),
    Buffer.from(`\ufeff${table}`, 'utf16le'),
    Buffer.from(table.replaceAll('’', "'"), 'latin1'),
  ]
  for (const [index, bytes] of encodings.entries()) {
    const named = Buffer.from(bytes)
    const outcome = await importText(named)
    expect(outcome, `encoding ${index}`).toMatchObject({ format: 'csv', state: 'done' })
    expect((await find('emilie brule'))[0]).toMatchObject({
      artist: 'Émilie Brûlé',
      medium: 'vinyl',
      year: 1974,
      priceMinor: 1250,
    })
  }
})

test('a column can be named when its header says nothing', async () => {
  const table = 'a,b,c\nMon disque,Moi,7\n'
  await expect(importText(table)).rejects.toThrow('intake.format-unknown')
  expect((await importText(table, { mapping: { title: 'a', artist: 'b', price: 'c' } })).rows).toEqual([1, 1, 0, 0, 0])
})

test.each([
  ['an empty file', '', 'intake.file-empty'],
  ['a header alone', `${collectionHeader}\n`, 'intake.no-rows'],
  ['a workbook', 'PK\u0003\u0004 something', 'intake.file-not-text'],
  ['a list of suppliers', 'Name,Description\nApple,phones\n', 'intake.format-unknown'],
])('%s is refused in clear words', async (_, text, code) => {
  const refused = await importText(text).catch((error: unknown) => error)
  expect(refused instanceof Refusal && refused.code).toBe(code)
})

test('a file is refused when it is not what it is said to be', async () => {
  const wish = { format: 'discogs-inventory', options: {}, isDryRun: false } as const
  await expect(startImport(world.cx, fileOf(collection), wish)).rejects.toThrow('intake.wrong-format')
})

test('goods in quantity arrive as so many pieces, and more can follow', async () => {
  const goods = (quantity: number) => `SKU,Name,Price,Quantity\nTOTE,Tote bag,12.00,${quantity}\n`
  await importText(goods(10))
  expect((await importText(goods(12))).rows).toEqual([1, 0, 1, 0, 0])
  const lines = []
  for await (const line of exportCatalogue(world.cx)) lines.push(line)
  expect(lines[1]).toContain(',12.00,EUR,12,')
})

test('an exported catalogue imports again as the same catalogue, formulas and all', async () => {
  await importText(
    `Ref,Artiste,Titre,Format,Prix,Commentaire\nF1,=cmd|' /C calc'!A0,+Plus,LP,10,"-1, ""oui"""\nF2,Solo,Duo,CD,5,\n`,
  )
  const exported = []
  for await (const line of exportCatalogue(world.cx)) exported.push(line)
  expect(exported.join('')).toContain("'=cmd|")
  expect((await importText(exported.join(''))).rows.slice(0, 2)).toEqual([2, 0])
  const again = []
  for await (const line of exportCatalogue(world.cx)) again.push(line)
  expect(again).toEqual(exported)
  expect(await find('plus')).toMatchObject([{ title: '+Plus', artist: "=cmd|' /C calc'!A0" }])
})

test('an unknown import is refused', async () => {
  await expect(getImport(world.cx, toId<ImportId>('00000000-0000-7000-8000-00000000ffff'))).rejects.toThrow(
    'intake.import-not-found',
  )
})
