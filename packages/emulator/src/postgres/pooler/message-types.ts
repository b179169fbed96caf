/** https://www.postgresql.org/docs/17/protocol-message-formats.html */
export const CLIENT: Readonly<
  Record<
    | 'bind'
    | 'close'
    | 'copyData'
    | 'copyDone'
    | 'copyFail'
    | 'describe'
    | 'execute'
    | 'flush'
    | 'call'
    | 'parse'
    | 'query'
    | 'sync'
    | 'terminate',
    number
  >
> = {
  bind: code('B'),
  close: code('C'),
  copyData: code('d'),
  copyDone: code('c'),
  copyFail: code('f'),
  describe: code('D'),
  execute: code('E'),
  flush: code('H'),
  call: code('F'),
  parse: code('P'),
  query: code('Q'),
  sync: code('S'),
  terminate: code('X'),
};

export const SERVER: Readonly<
  Record<
    | 'bindComplete'
    | 'closeComplete'
    | 'commandComplete'
    | 'copyData'
    | 'copyInResponse'
    | 'dataRow'
    | 'emptyQueryResponse'
    | 'error'
    | 'noData'
    | 'notice'
    | 'notification'
    | 'parameterStatus'
    | 'parseComplete'
    | 'portalSuspended'
    | 'readyForQuery'
    | 'rowDescription',
    number
  >
> = {
  bindComplete: code('2'),
  closeComplete: code('3'),
  commandComplete: code('C'),
  copyData: code('d'),
  copyInResponse: code('G'),
  dataRow: code('D'),
  emptyQueryResponse: code('I'),
  error: code('E'),
  noData: code('n'),
  notice: code('N'),
  notification: code('A'),
  parameterStatus: code('S'),
  parseComplete: code('1'),
  portalSuspended: code('s'),
  readyForQuery: code('Z'),
  rowDescription: code('T'),
};

function code(letter: string): number {
  return letter.charCodeAt(0);
}
