import { createApp } from '#app/app'
import { connectMigrated } from '#app/connect'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { fillCatalogue } from './bench/support/fill-catalogue.ts'
const config = readConfig({ETAL_DATA_DIR:'/tmp/seo-100k', ETAL_SANDBOX:'off', ETAL_LOG_LEVEL:'silent'})
const connection = await connectMigrated({ config, log: silentLog })
const app = createApp({ config, database: connection.database, log: silentLog })
const n=(await connection.database.db.selectFrom('products').select(({fn})=>fn.countAll().as('n')).executeTakeFirst())
console.log(n)
if (Number(n.n)===0) { console.time('fill'); await fillCatalogue(app.newCx(), 100000); console.timeEnd('fill') }
console.log('up', process.pid)
setInterval(()=>{},1e6)
