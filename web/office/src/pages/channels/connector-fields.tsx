import { PasswordInput, TextInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Connector } from './channels-query.ts'

type ConnectorFieldsProps = {
  connector: Connector
  /** Nothing is required where the known values stay. */
  isOptional?: boolean
  inputProps(name: string): GetInputPropsReturnType
}

/** What a marketplace asks of its seller; secrets are kept encrypted and never shown again. */
export function ConnectorFields({ connector, isOptional = false, inputProps }: ConnectorFieldsProps) {
  const { t } = useTranslation()
  return connector.fields.map(({ name, label, kind, isRequired, example }) => {
    const common = { label, required: isRequired && !isOptional, placeholder: example ?? '', ...inputProps(name) }
    return kind === 'secret' ? (
      <PasswordInput
        key={name}
        {...common}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('channels.showSecret') }}
      />
    ) : (
      <TextInput key={name} {...common} type={kind} />
    )
  })
}

/** Secrets are credentials, everything else is a setting; what was left empty is not sent. */
export function connectionOf({ fields }: Connector, values: Readonly<Record<string, string>>) {
  const given = (isSecret: boolean): Record<string, string> =>
    Object.fromEntries(
      fields
        .filter(({ kind }) => (kind === 'secret') === isSecret)
        .flatMap(({ name }) => (values[name]?.trim() ? [[name, values[name].trim()]] : [])),
    )
  return { credentials: given(true), settings: given(false) }
}
