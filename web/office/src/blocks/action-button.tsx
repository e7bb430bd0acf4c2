import { Button, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { ConfirmModal } from './confirm-modal.tsx'
import type { RowAction } from './row-action.ts'

type ActionButtonProps = { action: RowAction; isMain?: boolean; isBusy?: boolean; size?: 'xs' | 'sm' }

/**
 * A button that may not be pressed stays focusable and says why: by tooltip, and to a screen reader by its description.
 */
export function ActionButton({ action, isMain, isBusy, size = 'sm' }: ActionButtonProps) {
  const [isAsking, setAsking] = useState(false)
  const { disabledReason } = action
  const press = () => {
    if (disabledReason) return
    if (action.confirm) setAsking(true)
    else action.run()
  }
  const look = isMain ? 'filled' : action.isDangerous ? 'subtle' : 'default'
  return (
    <>
      <Tooltip label={disabledReason} disabled={!disabledReason} events={{ hover: true, focus: true, touch: true }}>
        <Button
          size={size}
          variant={look}
          {...(action.isDangerous && { color: 'tomato' })}
          {...(disabledReason && { 'data-disabled': true, 'aria-disabled': true, 'aria-description': disabledReason })}
          loading={isBusy ?? false}
          onClick={press}
        >
          {action.label}
        </Button>
      </Tooltip>
      {action.confirm && (
        <ConfirmModal
          isOpen={isAsking}
          question={action.confirm}
          label={action.label}
          onClose={() => setAsking(false)}
          onConfirm={action.run}
        />
      )}
    </>
  )
}
