import { Alert, Button, ColorInput, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Colours, colourNames, type Fault } from './look-query.ts'

type ColoursProps = { colours: Colours; faults: readonly Fault[]; onChange: (colours: Colours) => void }

const isWhole = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value)

/** Six colours; the others follow from them. What could not be read says so, with a colour that can. */
export function ColourFields({ colours, faults, onChange }: ColoursProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {colourNames.map((name) => (
          <ColorInput
            key={`${name}${colours[name]}`}
            size="sm"
            format="hex"
            eyeDropperButtonProps={{ 'aria-label': t('look:pick', { colour: t(`look:colour.${name}`) }) }}
            label={t(`look:colour.${name}`)}
            defaultValue={colours[name]}
            onChangeEnd={(value) => isWhole(value) && onChange({ ...colours, [name]: value.toLowerCase() })}
            onBlur={(event) =>
              isWhole(event.currentTarget.value) &&
              onChange({ ...colours, [name]: event.currentTarget.value.toLowerCase() })
            }
          />
        ))}
      </SimpleGrid>
      {faults.map((fault) => (
        <FaultNotice
          key={fault.pair}
          fault={fault}
          onTake={(value) => onChange({ ...colours, [fault.colour]: value })}
        />
      ))}
      {faults.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('look:readable')}
        </Text>
      )}
    </Stack>
  )
}

function FaultNotice({ fault, onTake }: { fault: Fault; onTake: (colour: string) => void }) {
  const { t } = useTranslation()
  const { pair, ratio, proposal } = fault
  return (
    <Alert color="tomato" title={t(`look:pair.${pair}`)}>
      <Group justify="space-between" gap="xs">
        {t('look:tooPale', { ratio: ratio.toFixed(2) })}
        {proposal && (
          <Button size="xs" variant="default" onClick={() => onTake(proposal)}>
            {t('look:take', { colour: proposal })}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
