/** The pages of the stand-in: choose who you are, agree to share, or be told what went wrong. */
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (character) => escapes[character]);

export const STYLE = `
:root { color-scheme: light dark; --ink: #16211d; --paper: #fff; --line: #6b7a74; --key: #0b5f4b; --on-key: #fff; --soft: #eef5f2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8f0ed; --paper: #101815; --line: #8fa39b; --key: #6fd3b3; --on-key: #06231b; --soft: #1a2621; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--soft); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: var(--key); color: var(--on-key); padding: .75rem 1rem; font-weight: 700; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: var(--paper); min-height: 90vh; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
.notice { border-left: .4rem solid var(--key); padding: .5rem 1rem; background: var(--soft); }
fieldset { border: 0; padding: 0; margin: 1.5rem 0; }
legend { font-weight: 700; padding: 0; margin-bottom: .5rem; }
.choice { display: grid; grid-template-columns: 2rem 1fr; align-items: start; padding: .6rem 0; border-top: 1px solid var(--line); }
.choice input { width: 1.5rem; height: 1.5rem; margin: .1rem 0; accent-color: var(--key); }
.choice label { cursor: pointer; }
.choice small { display: block; }
.buttons { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
button { font: inherit; font-weight: 700; padding: .6rem 1.4rem; border: 2px solid var(--key); border-radius: .3rem; background: var(--key); color: var(--on-key); cursor: pointer; }
button.second { background: transparent; color: var(--key); }
:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
`;

const layout = (title, body) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Định danh điện tử (bản mô phỏng)</title><link rel="stylesheet" href="/style.css"></head>
<body><header>Định danh điện tử – bản mô phỏng</header><main>${body}</main></body></html>`;

const NOTICE = `<p class="notice">Đây là máy chủ mô phỏng ứng dụng định danh quốc gia, dùng cho bản trình diễn.
Mọi người và số định danh dưới đây đều là hư cấu.</p>`;

const masked = (identity) => `${identity.slice(0, 3)}…${identity.slice(-3)}`;

const choice = (citizen, index) => `<div class="choice">
<input type="radio" id="sub-${index}" name="sub" value="${escape(citizen.sub)}" required${index ? '' : ' checked'}>
<label for="sub-${index}">${escape(citizen.claims.name)}
<small>${escape(citizen.description)}. Số định danh ${escape(masked(citizen.claims.identity_number))}, mức ${citizen.assurance}</small></label></div>`;

/** Ask who signs in. */
export const loginPage = (uid, citizens) => layout('Đăng nhập', `
<h1>Chọn công dân để đăng nhập</h1>${NOTICE}
<form method="post" action="/interaction/${escape(uid)}/login">
<fieldset><legend>Bạn là ai?</legend>${citizens.map(choice).join('')}</fieldset>
<div class="buttons"><button type="submit">Đăng nhập</button></div></form>
<form method="post" action="/interaction/${escape(uid)}/abort">
<p><button class="second" type="submit">Hủy, quay lại cổng dịch vụ</button></p></form>`);

const SHARED = ['họ và tên, ngày sinh, giới tính', 'số định danh cá nhân', 'số điện thoại, thư điện tử', 'địa chỉ cư trú và mã xã'];

/** Ask whether the portal may receive the data. */
export const consentPage = (uid, client, name) => layout('Đồng ý chia sẻ', `
<h1>Chia sẻ thông tin với ${escape(client)}</h1>
<p>${escape(name)}, cổng dịch vụ <strong>${escape(client)}</strong> xin nhận:</p>
<ul>${SHARED.map((item) => `<li>${item}</li>`).join('')}</ul>
<p>Thông tin chỉ dùng để điền sẵn và giải quyết hồ sơ của bạn.</p>
<div class="buttons">
<form method="post" action="/interaction/${escape(uid)}/confirm"><button type="submit">Đồng ý</button></form>
<form method="post" action="/interaction/${escape(uid)}/abort"><button class="second" type="submit">Không đồng ý</button></form></div>`);

/** Say what went wrong and what to do. */
export const errorPage = (error, description) => layout('Không đăng nhập được', `
<h1>Không đăng nhập được</h1>
<p>Hãy đóng trang này, quay lại cổng dịch vụ và bấm “Đăng nhập” lần nữa.</p>
<p>Mã lỗi: <code>${escape(error)}</code>${description ? ` (${escape(description)})` : ''}</p>`);
