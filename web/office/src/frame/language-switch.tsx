import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../blocks/query-client.ts'
import { changeLanguage, currentLanguage } from '../i18n.ts'

/** The other language, named in itself. What the API says in words is asked for again. */
export function LanguageSwitch() {
  useTranslation()
  const other = currentLanguage() === 'fr' ? 'en' : 'fr'
  const change = async () => {
    await changeLanguage(other)
    await queryClient.invalidateQueries()
  }
  return (
    <Button variant="subtle" color="slate" size="compact-sm" lang={other} onClick={() => void change()}>
      {other === 'fr' ? 'Français' : 'English'}
    </Button>
  )
}
