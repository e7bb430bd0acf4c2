import { Button } from '@mantine/core'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { exportAddress } from './export-address.ts'

type ExportLinkProps = { list: string; filters: Readonly<Record<string, string | undefined>> }

/** The list one looks at, with its filters, as a file for a spreadsheet. */
export function ExportLink({ list, filters }: ExportLinkProps) {
  const { t, i18n } = useTranslation()
  return (
    <Button
      component="a"
      href={exportAddress(list, filters, i18n.language)}
      download
      size="sm"
      variant="default"
      leftSection={<Download size={16} aria-hidden />}
    >
      {t('list.export')}
    </Button>
  )
}
