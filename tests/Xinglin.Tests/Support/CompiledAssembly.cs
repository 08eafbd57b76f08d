using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Xinglin.Tests.Support;

/// <summary>A method of another assembly that a type calls.</summary>
/// <param name="Literal">The last text that the code names between the call before and this one.</param>
public sealed record OutsideCall(string Type, string Method, string? Literal);

/// <summary>A type as the compiler left it: what of its own assembly it mentions anywhere, and whom outside it calls.</summary>
public sealed record CompiledType(
    string Namespace, string Name, IReadOnlySet<CompiledName> Uses, IReadOnlySet<OutsideCall> Calls, IReadOnlyList<string> AsyncVoids)
{
    public override string ToString() => $"{Namespace}.{Name}";
}

public readonly record struct CompiledName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}.{Name}";
}

/// <summary>
/// Reads an assembly's metadata and IL: base types, interfaces, attributes, constraints, fields, signatures, locals and every token
/// in a method's body. A nested or compiler-made type counts as the outermost type that holds it.
/// </summary>
public static class CompiledAssembly
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    public static IReadOnlyList<CompiledType> Read(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions
            .GroupBy(handle => Outermost(metadata, handle))
            .Select(group => new Walk(file, metadata).Read(group.Key, group))];
    }

    private static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
        return handle;
    }

    private sealed class Walk(PEReader file, MetadataReader metadata) : ISignatureTypeProvider<bool, object?>
    {
        private readonly HashSet<CompiledName> uses = [];
        private readonly HashSet<OutsideCall> calls = [];
        private readonly List<string> asyncVoids = [];
        private string? literal;

        public CompiledType Read(TypeDefinitionHandle outermost, IEnumerable<TypeDefinitionHandle> all)
        {
            foreach (var handle in all) Type(metadata.GetTypeDefinition(handle));
            var name = Name(outermost);
            uses.Remove(name);
            return new CompiledType(name.Namespace, name.Name, uses, calls, asyncVoids);
        }

        private void Type(TypeDefinition type)
        {
            Entity(type.BaseType);
            foreach (var each in type.GetInterfaceImplementations()) Entity(metadata.GetInterfaceImplementation(each).Interface);
            Attributes(type.GetCustomAttributes());
            Constraints(type.GetGenericParameters());
            foreach (var each in type.GetProperties()) Attributes(metadata.GetPropertyDefinition(each).GetCustomAttributes());
            foreach (var each in type.GetFields())
            {
                var field = metadata.GetFieldDefinition(each);
                field.DecodeSignature(this, null);
                Attributes(field.GetCustomAttributes());
            }

            foreach (var each in type.GetMethods()) Method(metadata.GetMethodDefinition(each));
        }

        private void Method(MethodDefinition method)
        {
            var signature = method.DecodeSignature(this, null);
            Attributes(method.GetCustomAttributes());
            Constraints(method.GetGenericParameters());
            foreach (var each in method.GetParameters()) Attributes(metadata.GetParameter(each).GetCustomAttributes());
            if (signature.ReturnType && method.GetCustomAttributes().Any(IsAsync)) asyncVoids.Add(metadata.GetString(method.Name));
            if (method.RelativeVirtualAddress == 0) return;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null);
            foreach (var region in body.ExceptionRegions) Entity(region.CatchType);
            Instructions(body.GetILReader());
        }

        private void Instructions(BlobReader code)
        {
            while (code.RemainingBytes > 0)
            {
                int value = code.ReadByte();
                if (value == 0xFE) value = 0xFE00 | code.ReadByte();
                switch (Operands[value])
                {
                    case OperandType.InlineString:
                        literal = metadata.GetUserString(MetadataTokens.UserStringHandle(code.ReadInt32() & 0xFFFFFF));
                        break;
                    case OperandType.InlineMethod:
                        Entity(MetadataTokens.EntityHandle(code.ReadInt32()));
                        literal = null;
                        break;
                    case OperandType.InlineField or OperandType.InlineTok or OperandType.InlineType:
                        Entity(MetadataTokens.EntityHandle(code.ReadInt32()));
                        break;
                    case OperandType.InlineSwitch:
                        var targets = code.ReadInt32();
                        code.Offset += 4 * targets;
                        break;
                    case OperandType.InlineNone:
                        break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                        code.Offset += 1;
                        break;
                    case OperandType.InlineVar:
                        code.Offset += 2;
                        break;
                    case OperandType.InlineI8 or OperandType.InlineR:
                        code.Offset += 8;
                        break;
                    default:
                        code.Offset += 4;
                        break;
                }
            }
        }

        private void Entity(EntityHandle handle)
        {
            if (handle.IsNil) return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    uses.Add(Name((TypeDefinitionHandle)handle));
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    Entity(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Entity(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MethodSpecification:
                    var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    generic.DecodeSignature(this, null);
                    Entity(generic.Method);
                    break;
                case HandleKind.MemberReference:
                    Member(metadata.GetMemberReference((MemberReferenceHandle)handle));
                    break;
            }
        }

        private void Member(MemberReference member)
        {
            Entity(member.Parent);
            if (member.GetKind() == MemberReferenceKind.Field) member.DecodeFieldSignature(this, null);
            else member.DecodeMethodSignature(this, null);
            if (member.Parent.Kind != HandleKind.TypeReference) return;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            calls.Add(new OutsideCall($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}", metadata.GetString(member.Name), literal));
        }

        private void Attributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var each in attributes) Entity(metadata.GetCustomAttribute(each).Constructor);
        }

        private void Constraints(GenericParameterHandleCollection parameters)
        {
            foreach (var parameter in parameters)
                foreach (var each in metadata.GetGenericParameter(parameter).GetConstraints())
                    Entity(metadata.GetGenericParameterConstraint(each).Type);
        }

        private bool IsAsync(CustomAttributeHandle handle) =>
            metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == "AsyncStateMachineAttribute";

        private CompiledName Name(TypeDefinitionHandle handle)
        {
            var type = metadata.GetTypeDefinition(Outermost(metadata, handle));
            return new CompiledName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
        }

        // A decoded signature is true where it is void; the types in it are collected on the way.
        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode == PrimitiveTypeCode.Void;
        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) { Entity(handle); return false; }
        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;
        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) { Entity(handle); return false; }
        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;
        public bool GetArrayType(bool elementType, ArrayShape shape) => false;
        public bool GetByReferenceType(bool elementType) => false;
        public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;
        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;
        public bool GetGenericMethodParameter(object? genericContext, int index) => false;
        public bool GetGenericTypeParameter(object? genericContext, int index) => false;
        public bool GetPinnedType(bool elementType) => false;
        public bool GetPointerType(bool elementType) => false;
        public bool GetSZArrayType(bool elementType) => false;
    }
}
