// oidc-provider with one app and one member; /mint?n=N makes codes by its own models.
import http from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { Provider } from 'oidc-provider'

const port = Number(process.argv[2])
const back = 'https://app.example/back'
const scope = 'openid profile offline_access'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'bench', client_secret: 'correct-horse', redirect_uris: [back],
    grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k' }] },
  cookies: { keys: ['a bench of minutes'] },
  features: { devInteractions: { enabled: false } },
  claims: { profile: ['name', 'preferred_username', 'locale'] },
  scopes: ['openid', 'offline_access'],
  ttl: { AccessToken: 3600, AuthorizationCode: 600, IdToken: 3600, RefreshToken: 86400, Grant: 86400 },
  pkce: { required: () => false },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: 'Ada Byron', preferred_username: 'ada', locale: 'en' }),
  }),
})

async function mint() {
  const grant = new provider.Grant({ accountId: 'ada', clientId: 'bench' })
  grant.addOIDCScope(scope)
  const code = new provider.AuthorizationCode({
    accountId: 'ada', client: await provider.Client.find('bench'), grantId: await grant.save(),
    gty: 'authorization_code', redirectUri: back, scope, nonce: 'n', claims: {},
    authTime: Math.floor(Date.now() / 1000), expiresWithSession: false,
  })
  return code.save()
}

const answer = provider.callback()
http.createServer(async (request, response) => {
  if (!request.url.startsWith('/mint?n=')) return answer(request, response)
  const codes = []
  for (let left = Number(request.url.slice(8)); left; left--) codes.push(await mint())
  response.end(JSON.stringify(codes))
}).listen(port, '127.0.0.1')
