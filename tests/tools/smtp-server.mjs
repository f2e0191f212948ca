// A mail server as real ones are, with a sign-in, that prints each mail it takes as a line of JSON and delivers none. It refuses mailboxes that
// begin with "nobody", and ends when its input does.
import { SMTPServer } from 'smtp-server';

const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  logger: false,
  onAuth({ username, password }, _session, done) {
    if (username === 'safezones' && password === 'only-for-tests') done(null, { user: username });
    else done(new Error('No.'));
  },
  onRcptTo({ address }, _session, done) {
    if (!address.startsWith('nobody')) return done();
    const refused = new Error('No such mailbox.');
    refused.responseCode = 550;
    return done(refused);
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      console.log(JSON.stringify({ from: mailFrom.address, to: rcptTo.map(({ address }) => address), data: Buffer.concat(parts).toString('utf8') }));
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.on('end', () => process.exit()).resume();
