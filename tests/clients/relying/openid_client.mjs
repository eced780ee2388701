// One sign-in by openid-client, in two steps: where to send the browser, and what came back.
import * as client from 'openid-client'
import { readFileSync } from 'node:fs'

const said = JSON.parse(readFileSync(0, 'utf8'))
const config = await client.discovery(new URL(said.issuer), said.id, said.secret)

async function begin() {
  const verifier = client.randomPKCECodeVerifier()
  const checks = { verifier, state: client.randomState(), nonce: client.randomNonce() }
  const to = client.buildAuthorizationUrl(config, {
    redirect_uri: said.back,
    scope: 'openid profile offline_access',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.state,
    nonce: checks.nonce,
  })
  return { ...checks, to: to.href }
}

async function finish() {
  const tokens = await client.authorizationCodeGrant(config, new URL(said.came), {
    pkceCodeVerifier: said.verifier,
    expectedState: said.state,
    expectedNonce: said.nonce,
    idTokenExpected: true,
  })
  const sub = tokens.claims().sub
  const told = await client.fetchUserInfo(config, tokens.access_token, sub)
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token)
  const good = await client.tokenIntrospection(config, renewed.access_token)
  await client.tokenRevocation(config, renewed.refresh_token)
  const over = await client.tokenIntrospection(config, renewed.access_token)
  const leave = client.buildEndSessionUrl(config, { id_token_hint: renewed.id_token })
  return { told, good: good.active, over: over.active, leave: leave.href, same: renewed.claims().sub === sub }
}

process.stdout.write(JSON.stringify(await (said.came ? finish() : begin())))
