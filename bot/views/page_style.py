"""How our pages look and the one thing they do by script. Both are named by hash in the pages' policy."""

STYLE = """
:root{--ink:#1d2733;--soft:#51606f;--paper:#f5f3ee;--card:#fff;--line:#dcd8ce;--accent:#0b6b63;--accent-ink:#fff;
--tint:#e4f1ee;--warn:#7a4a00;--warn-tint:#fdf0d6;--no:#9b2c2c;--no-tint:#fbe9e7}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf0;--soft:#a9b6c1;--paper:#14191e;--card:#1d242b;--line:#34404a;
--accent:#5fd0c2;--accent-ink:#06231f;--tint:#17332f;--warn:#f5c678;--warn-tint:#382a12;--no:#f2a6a0;--no-tint:#3c2120}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans","Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
main{padding-bottom:3rem}
.brand{margin:0;color:var(--accent);font-weight:650;letter-spacing:.02em}
h1{margin:.35rem 0 .5rem;font-size:clamp(1.6rem,5vw,2.3rem);line-height:1.18;letter-spacing:-.015em;
overflow-wrap:anywhere;text-wrap:balance}
h2{margin:0 0 .8rem;font-size:1.2rem;line-height:1.3}
p{margin:.6rem 0}
.intro{max-width:38rem;margin:0 0 1.5rem;color:var(--soft);font-size:1.08rem}
.small{color:var(--soft);font-size:.93rem}
section{margin:1.1rem 0;padding:1.4rem 1.5rem;background:var(--card);border:1px solid var(--line);border-radius:14px}
section>:last-child{margin-bottom:0}
a{color:var(--accent);text-underline-offset:.15em}
.note{margin:0 0 1.1rem;padding:.85rem 1.1rem;background:var(--warn-tint);color:var(--warn);border-radius:12px}
ul,ol{margin:0;padding:0;list-style:none}
.ways{display:grid;grid-template-columns:1fr 1fr;gap:.7rem}
.way{display:block;height:100%;padding:.85rem 1rem;border:1px solid var(--line);border-radius:11px;text-decoration:none;
color:var(--ink)}
.way strong{display:block;color:var(--accent)}
.way span{display:block;color:var(--soft);font-size:.93rem;line-height:1.4}
.way:hover{border-color:var(--accent);background:var(--tint)}
li:first-child .way{background:var(--accent);border-color:var(--accent)}
li:first-child .way *{color:var(--accent-ink)}
li:first-child .way:hover{filter:brightness(1.08)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.address{margin-top:1.3rem}
label{display:block;margin-bottom:.35rem;font-weight:600}
.row{display:flex;gap:.6rem}
input{flex:1;min-width:0;padding:.65rem .8rem;border:1px solid var(--soft);border-radius:9px;background:var(--paper);
color:var(--ink);font:.9rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;text-overflow:ellipsis}
button{padding:.65rem 1.1rem;border:1px solid var(--accent);border-radius:9px;background:transparent;
color:var(--accent);font:inherit;font-weight:600;cursor:pointer;white-space:nowrap}
button:hover{background:var(--tint)}
#copied{min-height:1.55em;margin:.3rem 0 0;color:var(--accent);font-size:.93rem}
.address .small{margin-top:0}
.meetings li{padding:.8rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.meetings li:first-child{padding-top:0;border-top:0}
.meetings li:last-child{padding-bottom:0}
time,.title,.fact{display:block}
time,.fact{color:var(--soft);font-size:.93rem}
.title{font-weight:600}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:99px;background:var(--tint);
color:var(--accent);font-size:.82rem;font-weight:600;vertical-align:.08em;white-space:nowrap}
.badge.maybe,.badge.again{background:var(--warn-tint);color:var(--warn)}
.badge.no,.badge.cancelled{background:var(--no-tint);color:var(--no)}
table{width:100%;border-collapse:collapse}
th,td{padding:.5rem .8rem .5rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{border-top:0;color:var(--soft);font-size:.93rem}
@media (max-width:34rem){header{padding-top:1.6rem}header,main{padding-left:.9rem;padding-right:.9rem}
section{padding:1.15rem 1.05rem}.ways{grid-template-columns:1fr}}
@media (prefers-reduced-motion:no-preference){.way,button{transition:background .15s,border-color .15s}}
@media print{body{background:#fff}.ways,button{display:none}}
"""

SCRIPT = """
(() => {
  const address = document.getElementById("address");
  const button = document.getElementById("copy");
  const told = document.getElementById("copied");
  button.hidden = false;
  address.addEventListener("focus", () => address.select());
  button.addEventListener("click", async () => {
    address.select();
    // Without https a browser has no clipboard to offer; the older way works there still.
    try { await navigator.clipboard.writeText(address.value); } catch { document.execCommand("copy"); }
    told.textContent = "";
    requestAnimationFrame(() => { told.textContent = button.dataset.done; });
  });
})();
"""
