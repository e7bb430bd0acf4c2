import { html } from 'hono/html'
import { type Fault, faultKinds, listFaults } from '#sandbox/faults'
import { type Machine, readSettings } from '#sandbox/machine'
import { type Fragment, type Lang, layout, say } from '#sandbox/pages'
import { settingLabel, settingNames, vendorNames } from './names.ts'

export function controlPage(machine: Machine, { lang, isSaved }: { lang: Lang; isSaved: boolean }): Fragment {
  const faults = listFaults(machine)
  return layout({
    lang,
    title: say(lang, 'controlTitle'),
    path: '/control',
    refreshSeconds: 0,
    body: html`
${isSaved ? html`<p class="notice good" role="status">${say(lang, 'saved')}</p>` : ''}
<section aria-labelledby="settings"><h2 id="settings">${say(lang, 'settings')}</h2>${settingsForm(machine, lang)}</section>
<section aria-labelledby="faults"><h2 id="faults">${say(lang, 'faults')}</h2>
${faults.length === 0 ? html`<p class="empty">${say(lang, 'noFaults')}</p>` : faultTable(lang, faults)}
${faultForm(machine, lang)}
</section>`,
  })
}

function settingsForm(machine: Machine, lang: Lang): Fragment {
  const settings = readSettings(machine)
  return html`<form method="post" action="/control/settings?lang=${lang}">
<div class="fields">${settingNames(machine).map(
    (name) => html`<label>${settingLabel(lang, name)}
<input type="number" name="${name}" min="0" value="${settings[name]}"></label>`,
  )}</div>
<p><button>${say(lang, 'save')}</button></p>
</form>`
}

const faultForm = (machine: Machine, lang: Lang): Fragment => html`
<form method="post" action="/control/faults?lang=${lang}">
<div class="fields">
<label>${say(lang, 'vendor')}<select name="vendor">${vendorNames(machine).map((name) => html`<option>${name}</option>`)}</select></label>
<label>${say(lang, 'fault')}<select name="kind">${faultKinds.map((kind) => html`<option value="${kind}">${say(lang, `fault.${kind}`)}</option>`)}</select></label>
<label>${say(lang, 'method')}<select name="method"><option value="">${say(lang, 'anyMethod')}</option>${['GET', 'POST', 'PUT', 'DELETE'].map((method) => html`<option>${method}</option>`)}</select></label>
<label>${say(lang, 'path')}<input name="path" maxlength="200" placeholder="/marketplace/listings"></label>
<label>${say(lang, 'count')}<input type="number" name="count" min="1" max="10000" value="1"></label>
</div>
<p><button>${say(lang, 'planFault')}</button></p>
</form>
<form method="post" action="/control/faults/clearing?lang=${lang}"><p><button>${say(lang, 'clearFaults')}</button></p></form>`

const faultTable = (lang: Lang, faults: readonly Fault[]): Fragment => html`
<table>
<thead><tr><th scope="col">${say(lang, 'vendor')}</th><th scope="col">${say(lang, 'fault')}</th><th scope="col">${say(lang, 'path')}</th><th scope="col" class="number">${say(lang, 'count')}</th></tr></thead>
<tbody>${faults.map(
  (fault) => html`<tr><td>${fault.vendor}</td><td>${say(lang, `fault.${fault.kind}`)}</td>
<td>${fault.method || say(lang, 'anyMethod')} ${fault.path || say(lang, 'anyPath')}</td><td class="number">${fault.remaining}</td></tr>`,
)}</tbody>
</table>`
