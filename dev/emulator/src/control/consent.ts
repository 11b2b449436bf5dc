import { Hono } from 'hono'
import { isTexts } from '../json.ts'
import type { EmulatedTenant } from '../tenant/emulated-tenant.ts'
import { ControlError } from './control-error.ts'
import { bodyOf } from './body.ts'

/** JSON control of what a tenant's administrator does with the enterprise application: grant, take back, switch off. */
export function createConsentControl(tenantOf: (key: string) => EmulatedTenant): Hono {
  const control = new Hono()
  /** `{ roles: […] }` for single permissions; all that the app asks for without. */
  control.post('/tenants/:tenant/consent', async (context) => {
    const { roles } = await bodyOf(context.req.raw)
    if (roles !== undefined && !isTexts(roles)) throw new ControlError(400, 'roles are names of permissions.')
    tenantOf(context.req.param('tenant')).grantConsent(roles)
    return context.body(null, 204)
  })
  /** `?roles=A,B` takes single permissions back, `?app=remove` deletes the enterprise application as well. */
  control.delete('/tenants/:tenant/consent', (context) => {
    const tenant = tenantOf(context.req.param('tenant'))
    tenant.withdrawConsent(context.req.query('roles')?.split(','))
    if (context.req.query('app') === 'remove') tenant.removeApp()
    return context.body(null, 204)
  })
  /** `{ isEnabled }`: “Enabled for users to sign in”. */
  control.patch('/tenants/:tenant/app', async (context) => {
    const { isEnabled } = await bodyOf(context.req.raw)
    if (typeof isEnabled !== 'boolean') throw new ControlError(400, 'isEnabled is true or false.')
    const tenant = tenantOf(context.req.param('tenant'))
    if (isEnabled) tenant.enableApp()
    else tenant.disableApp()
    return context.body(null, 204)
  })
  return control
}
