import type { ProductId } from '#kernel/ids'
import { setAnsweringHours, startThread } from '#modules/messages'
import { answerQuestion, askQuestion } from '#modules/questions'
import type { Tx } from '#platform/cx'

const dayMs = 86_400_000
const hoursByDay = [2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '10:00', closes: '18:00' }))

const asked = [
  {
    author: 'Clément',
    body: 'Est-ce que la pochette intérieure d’origine est là ?',
    answer: 'Oui, la sous-pochette imprimée d’époque, avec une petite déchirure de 2 cm en haut.',
  },
  {
    author: 'Maud',
    body: 'Le disque craque-t-il entre les morceaux ?',
    answer: 'Je viens de l’écouter : quelques petits ploc au début de la face A, plus rien ensuite.',
  },
  { author: 'Yanis', body: 'Pouvez-vous le garder jusqu’au marché de samedi ?', answer: undefined },
] as const

/** Those who ask and write: on the records people look at first. */
export async function loadVisitors(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  await setAnsweringHours(tx, hoursByDay)
  for (const [index, { author, body, answer }] of asked.entries()) {
    const productId = productIds[index]
    if (!productId) continue
    const past: Tx = { ...tx, now: () => new Date(tx.now().getTime() - (asked.length - index) * dayMs) }
    const id = await askQuestion(past, { productId, lang: 'fr', author, email: null, body, ip: `demo-${index}` })
    if (answer) await answerQuestion(past, id, { answer, isPublic: true })
  }
  await startThread(tx, {
    name: 'Odile Faure',
    email: 'odile.faure@example.org',
    lang: 'fr',
    subject: 'Vous rachetez des collections ?',
    body: 'Bonjour, j’ai hérité d’environ 300 vinyles, surtout du jazz et de la chanson. Est-ce que vous vous déplacez ?',
    ip: 'demo-message',
  })
}
