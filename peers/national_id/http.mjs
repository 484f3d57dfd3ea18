/** Reading requests and sending answers. */
const LIMIT = 64 * 1024;
const SAFE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

/** Read a request's body as text, at most 64 KB. */
export async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) throw new RangeError('request too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Send an HTML page. */
export function sendPage(response, status, html) {
  response.writeHead(status, { ...SAFE_HEADERS, 'Content-Type': 'text/html; charset=utf-8' });
  response.end(html);
}

/** Send JSON. */
export function sendJson(response, status, body) {
  response.writeHead(status, { ...SAFE_HEADERS, 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
