"""One small file per language that holds most of what its reader looks at, each in a few words."""

# ruff: noqa: E501 (one program in few lines, each construct once)

from __future__ import annotations

DENSE: dict[str, str] = {
    "csharp": """\
global using A = B.C;
using static D.E;
namespace F;
[Route("x")]
public record G(string Id = "g") : H("h"), I;
class J(K k) : L(k) { J(int a) : this() { } event M<N> O; const string P = "p" + nameof(Q); }
public partial class R<T> : S where T : U
{
    private readonly V _v = new("v") { W = 1, X = { ["y"] = 2 } };
    public string Z { get; init; } = $"z{k}_{1:N}";
    public string A1 => this[0] ?? base.B1;
    public R(V v) : base("r", b: v) => (_v, this.c) = (v, v);
    public async Task<int> D1(this E1 e, params string[] f)
    {
        _ = await e?.F1<int>(out var g, this, default, ref h, n: this)!.G1(x => x.H1, (a, b) => { return this; });
        foreach (var (k, w) in new Dictionary<string, int> { { "a", 1 }, ["b"] = 2 }) { I1: k.J1(@"v", \"\"\"raw\"\"\"); }
        var l = m is N o ? o as P : (Q)this; string r; (string s, int t) = u;
        l = v switch { W.X when y => "a", _ => throw new Z() };
        void Local(string n) => send(string.Format("{0}_{1}", n, 2), typeof(T).Name, [1, .. b]);
        if (a) return b; using (var c = d()) e += delegate { };
    }
}
enum K1 { A, [B("c")] D = 2 }
""",
    "kotlin": """\
@file:JvmName("A")
package a.b
import c.d.E as F
import g.*
sealed class H(val i: String = "i", vararg val j: K) : L(i), M by n {
    data object O : H("o")
    companion object P { const val Q = "q"; @JvmStatic fun r() = "${Q}_$i"
    }
    val s by lazy { t("s") }
    val u: String get() = "u"
    var v: W? = null
        set(x) { field = x }
    init { this.v = W(*j, y = 1) }
    constructor(a: Int) : this(a.toString(), b = "c")
    override suspend fun <T : X> y(z: (A) -> Unit, vararg b: List<B?> = listOf("b")): C = d?.e!!.f(g = "h") { i, (j, k) -> l }
}
enum class M1(val n: String) { O("o"), P(n = "p") { override fun q() = "q"
    }; abstract fun q(): String
}
fun U.x() { this.y = 1 }
fun interface R { fun s(t: String) }
expect fun v(w: String = "w"): X
typealias Y = Map<String, (Z) -> Unit>
fun a() {
    val (b, c) = "d" to e; val f = g as? H ?: return
    when (val i = j) { is K -> "k"; in l -> m; else -> { "n" } }
    for (o in p) { q[r] = s; t["u"] += 1 }
    v.apply { w = 1; x.y = "y"; setZ(2) }.also { it.a() }.let(::b).run { this@a.c() }
    with(d) { e() }; if (f) "g" else try { h } catch (e: I) { j } finally { k }
    val l = object : M(), N { override val o = "o" }; p(T::class, fun(q: R) { s }, U::v, \"\"\"raw $w\"\"\"); v('x', "a" + "b".format(c))
}
""",
    "java": """\
package a.b;
import static c.D.E;
import f.*;
@G(value = "g", h = {"i", J.class})
public abstract class K<T extends L> extends M implements N, O {
    private static final String P = "p" + Q, R[] = {"r"};
    static { s = new T("t") {{ setU("u"); }}; }
    K(String v, int... w) { super(v, "w"); this.x = v; }
    K() { this("y"); }
    protected <Z> Map<String, Z> a(final List<? super B> b) throws C {
        for (var c : d) { e.f(c::g, (h, i) -> j.k(h), () -> { return "l"; }); }
        var m = n ? "o" : switch (p) { case Q -> "q"; default -> { yield "r"; } };
        if (s instanceof T u && !v) return (W) this.x.y()[0]; try (var z = a()) { } catch (B | C d) { throw d; }
        e = String.format("%s_%2$s", "f", g); h[1] = \"\"\"
            text\"\"\"; new I().j("k").new L(); M.<N>o("p").build(); super.q(); K.this.r();
        return null;
    }
    abstract void s();
    enum T { U("u") { void v() { } }, W; private final String x; T() { this("y"); } String getX() { return x; } }
    record Y(String z, @A int... b) implements C { Y { d(z); } }
    @interface E { String f() default "g"; }
}
""",
    "swift": """\
import A.B
@main struct C: D, E { @F(g: "h") private(set) var i: J? = .k; static let l = M(n: "o"), p = [q: "r", .s: 1]
  init?(_ t: U = .v, w x: Y...) { self.i = t; super.init(z: x) }
  var a: String { get { "a\\(b)" } set { c = newValue } }; lazy var d: E = { F() }()
  func g<H: I>(for j: K, _ l: @escaping (M) -> Void) async throws -> [N?] { guard let o, let p = q as? R else { return [] }
    s?.t!.u("v") { [weak self] w, _ in self?.x(y: w) }; if case .z(let a) = b, c { d += "e" } else { f[g]["h"] = 1 }
    for (i, j) in k where l { switch m { case .n(let o), .p: return o; default: break } }
    let q = r ? "s" : \"\"\"
      t \\(u)
      \"\"\"; try? await v(w).x.y; let (z, a) = (1, "b"); _ = #selector(c); do { } catch let d as E { } } }
enum F: String, G { case h = "i", j; case k(l: String); var m: String { switch self { case .h: "n"; case .k(let l): l; default: rawValue } } }
extension O where P == Q { static func r() -> Self { .init() } }
protocol S { associatedtype T; var u: String { get }; func v(_ w: X) }
class Y { deinit { }; subscript(a: Int) -> B { c[a] }; @objc dynamic func d() { NotificationCenter.e.f(self, g: #selector(h)) } }
""",
    "rust": """\
#![a]
use b::{self, c::{d as e, f::*}};
pub mod g { pub const H: &str = concat!("h", "i"); static J: K<L> = M::new(|| N("o")); }
#[derive(P)] #[serde(rename = "q")]
pub struct R<'a, T: S + 'a> { pub t: &'a str, u: Option<Box<dyn V>> }
struct W(String, pub X); struct Y;
enum Z { A, B(String), C { d: E } = 3 }
impl<T> F for G<T> where T: H { type I = J; const K: &'static str = "k";
  async fn l(&mut self, mut m: impl Into<N>, (o, p): (Q, R)) -> Result<S, T> {
    let Some(u) = self.v.as_ref() else { return Err(w)? }; let x = Y { z: "a".into(), ..b };
    match u { Z::A | Z::B(_) if c => "d", Z::C { d, .. } => { d }, e @ 1..=2 => format!("{}_{f}", g), _ => panic!() };
    if let Some(ref h) = i { j!(k = "l", m); } for (n, o) in p.iter() { q[r] = s as T; }
    tokio::spawn(async move { u::<V>(&w, r#"x"#, b"y").z().await?; }); let a = |b: C, _| d(b); *e += f.0; 'g: loop { break 'g h; } Ok(i) } }
trait J { fn k(&self) -> String { "l".to_string() } fn m(); }
macro_rules! n { ($o:expr) => { p($o) }; }
fn q<const R: usize>() -> impl S { T::default() }
""",
    "php": """\
<?php
declare(strict_types=1);
namespace A\\B;
use C\\{D, E as F}; use function G\\h; use const I;
const J = 'j' . K; define('L', "l {$m->n} $o[p]");
#[Q('r')] abstract class S extends T implements U { use V, W { W::x insteadof V; }
  public const Y = self::Z . 'y', A1 = ['b' => 1, 'c']; private static ?D $e = null; protected readonly string|int $f;
  public function __construct(private G $g, protected ?string $h = 'h', I ...$j) { parent::__construct($g, k: 'l'); $this->m = $h; static::$n[] = new O; }
  abstract public function p(array $q = []): ?R;
  public function s(): static { [$a, 'b' => $c] = d(); list($e, $f) = $g; return $this->h?->i($j, ...$k)->l(fn($m) => n($m), function () use ($o) { yield $p => 'q'; }); } }
interface T1 { const U = 'u'; } trait V1 { } enum W1: string { case X = 'x'; case Y = 'y'; public function z(): string { return match ($this) { self::X => 'a', default => $this->value }; } }
$a = new class('b') extends C { }; foreach ($d as $e => [$f]) { $g[$h] ??= $i ? 'j' : k(sprintf('%s_%2$s', 'l', $m)); }
try { $n::o(...); A\\b(c: 'd'); } catch (E|F $g) { } switch ($h) { case 1: break; } echo <<<I
j {$k}
I; global $l; static $m = 1; $n = (string) $o instanceof P; ?><b><?= $q ?></b>
""",
    "ruby": """\
require_relative "a/b"
module C::D
  E = { f: "f", "g" => 1, h:, **i }.freeze; J, *K = %w[l m]
  class N < O::P
    include Q; extend R; attr_reader :s, :t; delegate :u, to: :v; alias_method :w, :x; V = Struct.new(:a, keyword_init: true) do def b = a end
    class << self; def y(z, a = "b", *c, d:, e: 1, **f, &g) = new(z, d: d).h(&g); end
    def initialize(i, ...) ; super(i); @j ||= k&.l("m#{n}_#{o}") { |p, (q, r), s: 1| t(p) }; self.u = v[:w] ; end
    def self.x = @y || "z"
    def method_missing(a, *b) ; send(:"#{a}_c", *b) rescue d ensure e ; end
    private def f(g) ; case g when "h", I then "i" else raise L end; case g; in { j: String => k } then k end ; end
  end
end
m = ->(n) { o n, p: "q" }; r = if s then "t" elsif u then v else w end; x, (y, z) = a, b
[1, *c].each_with_index.map(&:d).e do |f| next f if g; yield h unless i; end
j = <<~K + "l" "m" % [n] ; o = "p %s" % q; r <<= s; t&.u += 1; ::V::W.x :y, z => a; b = c ? "d" : :e
  text #{f}
K
begin; g; rescue H, I => j; retry; end while k; def l((m, n)) = o; -> { _1 + it }; p(**q, &r); __method__
""",
    "elixir": """\
defmodule A.B do
  @moduledoc "a"
  use C, d: "e"
  alias F.{G, H}; alias I.J, as: K; import L, only: [m: 1]; require N
  @o "o" <> "p"; @q %{"s" => 1, r: "r"}; defstruct [:t, u: "u"]; @type v :: :w | String.t()
  @spec x(map()) :: :ok
  def x(%{y: z} = a, b \\\\ "c", [d | e]) when is_binary(b) and d do
    f = case z do {:ok, %G{h: i}} -> "j_#{i}"; nil -> nil; _ when k -> l end
    with {:ok, m} <- n(a), o = m do p(o) else _ -> q end
    a |> Map.put(:r, "s") |> t.(u) |> then(&v(&1, "w")); if x, do: "y", else: z
    for a <- b, c, into: %{}, do: {a, "d"}; Enum.each(e, fn f, g -> h(f, i: g); j -> k end); &l/1; &M.n/2
    cond do o -> "p"; true -> q end; %R{s | t: "u"}; try do v rescue w in X -> y after z end; ~s(a) <> ~w[b c]a; @o; __MODULE__.d()
  end
  defp e(f), do: g f, "h"
  defmacro i(j) do quote do unquote(j).k() end end
  defdelegate l(m), to: N; defimpl O, for: P do def q(_), do: "r" end
  defmodule S do def t, do: %{"u" => ~c"v", w: \"\"\"
    x
    \"\"\"} end
end
config :y, Z, a: "b"
""",
}
