/** The beginning of a body as text; what follows is left unread, and its connection given up. */
export async function readStart(body: Response['body']): Promise<string> {
  // An error says enough in far less; a proxy may send a page of any size.
  const longest = 64 * 1024;
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < longest) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  reader?.cancel().catch(() => undefined);
  return text.slice(0, longest);
}
